/** A pair of Korean particles: the form after a final consonant, then the form after a vowel. */
type ParticlePair = '은/는' | '이/가' | '을/를' | '과/와' | '이에요/예요' | '으로/로';

const firstSyllable = 0xac00;
const lastSyllable = 0xd7a3;
/** Forms of the final position in a Hangul syllable block, none among them (Unicode, section 3.12). */
const finals = 28;
const rieul = 8;

// The last sound of 영·십, 일, 이, 삼, 사, 오, 육, 칠, 팔, 구 as an index of finals; only none and ㄹ matter.
const finalOfDigit = [21, rieul, 0, 16, 0, 0, 1, rieul, rieul, 0];

/**
 * The word with the particle that fits it: 별이, 바보가. Digits are read as Sino-Korean numbers (완드 3은,
 * 완드 2는); any other last character counts as a vowel. 으로 turns to 로 after ㄹ as well (별로).
 */
export const withParticle = (word: string, pair: ParticlePair): string => `${word}${particleAfter(word, pair)}`;

/** The particle alone, for where a quotation mark stands between it and the word: ‘별’이. */
export const particleAfter = (word: string, pair: ParticlePair): string => {
  const final = finalConsonant(word);
  const [afterConsonant = '', afterVowel = ''] = pair.split('/');
  const soundsLikeVowel = final === 0 || (pair === '으로/로' && final === rieul);
  return soundsLikeVowel ? afterVowel : afterConsonant;
};

const finalConsonant = (word: string): number => {
  const last = word.normalize('NFC').at(-1) ?? '';
  const code = last.charCodeAt(0);
  if (code >= firstSyllable && code <= lastSyllable) return (code - firstSyllable) % finals;
  return /^\d$/.test(last) ? (finalOfDigit[Number(last)] ?? 0) : 0;
};
