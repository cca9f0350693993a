import { tokenFamilySchema } from '@tarotchat/protocol';
import { expect, test } from 'vitest';
import type { RevocationStore } from './revocation-store.ts';

let families = 0;
const aFamily = () => tokenFamilySchema.parse(`family-${families++}`);

const inAnHour = () => Math.floor(Date.now() / 1000) + 3_600;

/** What every {@link RevocationStore} has to do. */
export const revocationStoreContract = (store: () => RevocationStore): void => {
  test('a family that nobody signed out is not revoked', async () => {
    expect(await store().isRevoked(aFamily())).toBe(false);
  });

  test('a family is revoked as soon as revoke has resolved', async () => {
    const family = aFamily();

    await store().revoke(family, inAnHour());

    expect(await store().isRevoked(family)).toBe(true);
  });

  test('revoking one family leaves the others alone', async () => {
    const family = aFamily();
    const other = aFamily();

    await store().revoke(family, inAnHour());

    expect(await store().isRevoked(other)).toBe(false);
  });

  test('revoking twice is no error', async () => {
    const family = aFamily();

    await store().revoke(family, inAnHour());
    await store().revoke(family, inAnHour() + 60);

    expect(await store().isRevoked(family)).toBe(true);
  });

  test('a family whose time is over stays revoked until it is forgotten', async () => {
    const family = aFamily();

    await store().revoke(family, 1);

    expect(await store().isRevoked(family)).toBe(true);
  });
};
