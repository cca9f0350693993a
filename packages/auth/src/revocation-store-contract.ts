import { tokenFamilySchema, userIdSchema } from '@tarotchat/protocol';
import { expect, test } from 'vitest';
import type { Login, RevocationStore } from './revocation-store.ts';

let logins = 0;
const aLogin = (login: Partial<Login> = {}): Login => {
  logins += 1;
  return {
    userId: userIdSchema.parse(`user-${logins}`),
    tokenFamily: tokenFamilySchema.parse(`family-${logins}`),
    signedInAt: 1_800_000_000,
    ...login,
  };
};

const untilSeconds = Math.floor(Date.now() / 1000) + 3_600;

/** What every {@link RevocationStore} has to do. */
export const revocationStoreContract = (store: () => RevocationStore): void => {
  test('a login that nobody signed out is not revoked', async () => {
    const login = aLogin();

    expect(await store().isRevoked(login)).toBe(false);
    expect(await store().cutOffOf(login.userId)).toBeUndefined();
  });

  test('a family is revoked as soon as revoke has resolved', async () => {
    const login = aLogin();

    await store().revoke(login.tokenFamily, untilSeconds);

    expect(await store().isRevoked(login)).toBe(true);
  });

  test('revoking one family leaves the person’s other logins alone', async () => {
    const login = aLogin();
    const { userId } = login;

    await store().revoke(login.tokenFamily, untilSeconds);

    expect(await store().isRevoked(aLogin({ userId }))).toBe(false);
  });

  test('revoking twice is no error', async () => {
    const login = aLogin();

    await store().revoke(login.tokenFamily, untilSeconds);
    await store().revoke(login.tokenFamily, untilSeconds + 60);

    expect(await store().isRevoked(login)).toBe(true);
  });

  test('a family whose time is over stays revoked until it is forgotten', async () => {
    const login = aLogin();

    await store().revoke(login.tokenFamily, 1);

    expect(await store().isRevoked(login)).toBe(true);
  });

  test('a cut-off ends every login of the person up to its very second, and none after it', async () => {
    const login = aLogin();
    const atSeconds = login.signedInAt;

    await store().cutOff(login.userId, { atSeconds, untilSeconds });

    const at = (signedInAt: number) => store().isRevoked(aLogin({ userId: login.userId, signedInAt }));
    expect([await at(atSeconds - 100), await at(atSeconds), await at(atSeconds + 1)]).toEqual([true, true, false]);
    expect(await store().cutOffOf(login.userId)).toBe(atSeconds);
  });

  test('a cut-off leaves other people alone', async () => {
    const login = aLogin();

    await store().cutOff(login.userId, { atSeconds: login.signedInAt, untilSeconds });

    expect(await store().isRevoked(aLogin())).toBe(false);
  });

  test('a later cut-off takes the place of the earlier one', async () => {
    const login = aLogin();

    await store().cutOff(login.userId, { atSeconds: login.signedInAt - 1, untilSeconds });
    await store().cutOff(login.userId, { atSeconds: login.signedInAt, untilSeconds });

    expect(await store().isRevoked(login)).toBe(true);
  });

  test('after a cut-off a later login can still be signed out by itself', async () => {
    const login = aLogin();

    await store().cutOff(login.userId, { atSeconds: login.signedInAt - 1, untilSeconds });
    await store().revoke(login.tokenFamily, untilSeconds);

    expect(await store().isRevoked(login)).toBe(true);
  });
};
