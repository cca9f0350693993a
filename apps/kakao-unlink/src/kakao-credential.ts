import { createHash, timingSafeEqual } from 'node:crypto';

/** Whether an `Authorization` header is Kakao's. */
export type IsKakao = (authorization: string | undefined) => boolean;

/**
 * Knows Kakao by `Authorization: KakaoAK <admin key>`. Only the SHA-256 of the key is at hand: it opens nothing, and
 * comparing hashes in constant time tells nothing of how much of a guess was right.
 * https://developers.kakao.com/docs/latest/en/kakaologin/callback#unlink
 *
 * @throws Error where the hash is none: a wrong deployment fails at its first start.
 */
export const kakaoCredential = (sha256Hex: string): IsKakao => {
  if (!/^[0-9a-f]{64}$/.test(sha256Hex)) throw new Error('KAKAO_ADMIN_KEY_SHA256 must be 64 hexadecimal digits');
  const expected = Buffer.from(sha256Hex, 'hex');
  return (authorization = '') => {
    const key = /^KakaoAK (.{1,256})$/.exec(authorization)?.[1] ?? '';
    const presented = createHash('sha256').update(key).digest();
    return timingSafeEqual(presented, expected) && key !== '';
  };
};
