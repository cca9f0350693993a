import { createVerify } from 'node:crypto';
import { accessTokenVerifier } from '@tarotchat/auth';
import { aUserPool } from '@tarotchat/auth/fixtures';

const rounds = 20_000;

/** How much of the bare signature check is left once issuer, client, use and times are checked as well. */
export const benchTokens = async () => {
  const pool = aUserPool();
  const token = pool.accessToken();
  const [signed, signature] = splitSignature(token);
  const verify = accessTokenVerifier(pool);
  if ((await verify(token)).kind !== 'valid') throw new Error('the token of the benchmark is refused');

  const bare = await perSecond(async () => createVerify('sha256').update(signed).verify(pool.publicKey, signature));
  const whole = await perSecond(() => verify(token));
  return {
    'bare signature': { 'a second': bare, ratio: 1 },
    accessTokenVerifier: { 'a second': whole, ratio: Number((whole / bare).toFixed(2)) },
  };
};

const splitSignature = (token: string): [string, Buffer] => {
  const dot = token.lastIndexOf('.');
  return [token.slice(0, dot), Buffer.from(token.slice(dot + 1), 'base64url')];
};

const perSecond = async (work: () => Promise<unknown>): Promise<number> => {
  const start = process.hrtime.bigint();
  for (let round = 0; round < rounds; round += 1) await work();
  return Math.round((rounds * 1e9) / Number(process.hrtime.bigint() - start));
};
