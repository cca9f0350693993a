import { createHash } from 'node:crypto';

/** Somebody who can log in. All but the name is derived from it, so a name is the same person for ever. */
export type Person = {
  readonly name: string;
  /** UUID; the `sub` of the tokens. */
  readonly sub: string;
  /** The number that Kakao would know the person by. */
  readonly kakaoId: string;
  /** Cognito names federated users `<provider>_<id at the provider>`. */
  readonly username: string;
};

const longestName = 40;
// Control characters, and those that turn the direction of the text around them.
const unwanted = /[\p{Cc}\u202A-\u202E\u2066-\u2069]/u;

/** The name as a person is known by, or undefined where it is not 1 to 40 characters of plain text. */
export const parseName = (text: string): string | undefined => {
  const name = text.normalize('NFC').trim().replaceAll(/ +/g, ' ');
  const length = [...name].length;
  return length >= 1 && length <= longestName && !unwanted.test(name) ? name : undefined;
};

/** The person of that (parsed) name. */
export const personOf =
  ({ poolId, identityProvider }: { poolId: string; identityProvider: string }) =>
  (name: string): Person => {
    const hash = createHash('sha256').update(`${poolId}\n${name}`).digest();
    const hex = hash.toString('hex');
    const variant = '89ab'.charAt(hash.readUInt8(8) % 4);
    const sub = [
      hex.slice(0, 8),
      hex.slice(8, 12),
      `4${hex.slice(13, 16)}`,
      `${variant}${hex.slice(17, 20)}`,
      hex.slice(20, 32),
    ];
    const kakaoId = String(1_000_000_000 + (hash.readUIntBE(16, 6) % 9_000_000_000));
    return { name, sub: sub.join('-'), kakaoId, username: `${identityProvider}_${kakaoId}` };
  };
