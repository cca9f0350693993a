/** A finding that only the emulator makes, by its rule and what it is about. */
export type PostureGap = { readonly rule: string; readonly subject: RegExp; readonly because: string };

/** The whole of what a rehearsal tolerates after the cut-over. An entry that is no longer met fails the rehearsal. */
export const postureGaps: readonly PostureGap[] = [
  {
    rule: 'function-not-traced',
    subject: /^function tarotchat_(connect|disconnect|sendMessage|getsessionmsg)$/,
    because: 'moto keeps the tracing that a function was made with',
  },
];

/** Why only the emulator makes findings of a rule; empty for a rule that no gap concerns. */
export const postureGapOf = (rule: string): string => postureGaps.find((gap) => gap.rule === rule)?.because ?? '';
