import type { DatabaseSync } from 'node:sqlite';
import type { Adapter, AdapterPayload } from 'oidc-provider';
import * as z from 'zod/mini';

const payloadRowSchema = z.object({ payload: z.string() });
const idRowSchema = z.object({ id: z.string() });

/** What oidc-provider keeps: codes, refresh tokens, grants, started logins. */
export type ArtifactStore = {
  adapter(model: string): Adapter;
  /** Ids of the living grants of one person, each a token family. */
  grantsOf(accountId: string): string[];
};

// Cognito's browser session and the library's own (opaque) access tokens are not kept: see README.
const forgotten = new Set(['Session', 'AccessToken']);

const forgetfulAdapter: Adapter = {
  upsert: async () => undefined,
  find: async () => undefined,
  findByUserCode: async () => undefined,
  findByUid: async () => undefined,
  consume: async () => undefined,
  destroy: async () => undefined,
  revokeByGrantId: async () => undefined,
};

/** The adapter for SQLite. Expiry follows `now`, so a test that moves the clock sees refresh tokens die. */
export const sqliteArtifactStore = (database: DatabaseSync, now: () => number): ArtifactStore => {
  const nowSeconds = () => Math.floor(now() / 1000);
  const alive = '(expiresAt IS NULL OR expiresAt > ?)';
  const upsert = database.prepare('INSERT OR REPLACE INTO artifacts VALUES (?, ?, ?, ?, ?, ?)');
  const find = database.prepare(`SELECT payload FROM artifacts WHERE model = ? AND id = ? AND ${alive}`);
  const consume = database.prepare(
    `UPDATE artifacts SET payload = json_set(payload, '$.consumed', ?) WHERE model = ? AND id = ?`,
  );
  const destroy = database.prepare('DELETE FROM artifacts WHERE model = ? AND id = ?');
  const revoke = database.prepare('DELETE FROM artifacts WHERE model = ? AND grantId = ?');
  const grants = database.prepare(`SELECT id FROM artifacts WHERE model = 'Grant' AND accountId = ? AND ${alive}`);
  database.prepare(`DELETE FROM artifacts WHERE NOT ${alive}`).run(nowSeconds());

  const sqliteAdapter = (model: string): Adapter => ({
    ...forgetfulAdapter,
    upsert: async (id, payload, expiresIn) => {
      const expiresAt = expiresIn === undefined ? null : nowSeconds() + expiresIn;
      upsert.run(model, id, payload.grantId ?? null, payload.accountId ?? null, JSON.stringify(payload), expiresAt);
    },
    find: async (id) => {
      const row = find.get(model, id, nowSeconds());
      if (row === undefined) return undefined;
      // Nobody but the line above writes it.
      const payload: AdapterPayload = JSON.parse(payloadRowSchema.parse(row).payload);
      return payload;
    },
    consume: async (id) => {
      consume.run(nowSeconds(), model, id);
    },
    destroy: async (id) => {
      destroy.run(model, id);
    },
    revokeByGrantId: async (grantId) => {
      revoke.run(model, grantId);
    },
  });

  return {
    adapter: (model) => (forgotten.has(model) ? forgetfulAdapter : sqliteAdapter(model)),
    grantsOf: (accountId) => grants.all(accountId, nowSeconds()).map((row) => idRowSchema.parse(row).id),
  };
};
