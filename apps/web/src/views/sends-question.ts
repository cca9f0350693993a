type Key = Pick<KeyboardEvent, 'key' | 'shiftKey' | 'isComposing' | 'keyCode'>;

// The code of every key that an input method is still working on. Safari ends the composition before it tells of
// the Enter that ended it, and only this code gives that Enter away.
const inInputMethod = 229;

/** True for the Enter that sends: not with Shift, and not the one that only ends the composing of a syllable. */
export const sendsQuestion = ({ key, shiftKey, isComposing, keyCode }: Key): boolean =>
  key === 'Enter' && !shiftKey && !isComposing && keyCode !== inInputMethod;
