import type { DatabaseSync } from 'node:sqlite';
import * as z from 'zod/mini';
import type { Person } from './person.ts';

const rowSchema = z.object({ name: z.string() });

/** Who has logged in here. Only the name is read back: the rest follows from it. */
export type PeopleStore = {
  remember(person: Person, atMs: number): void;
  /** By `sub` or user name, as Cognito's admin calls take either. */
  nameOf(subOrUsername: string): string | undefined;
  /** Names, the last login first. */
  latest(limit: number): string[];
};

export const sqlitePeopleStore = (database: DatabaseSync): PeopleStore => {
  const insert = database.prepare(
    `INSERT INTO people (sub, name, username, lastLoginAtMs) VALUES (?, ?, ?, ?)
     ON CONFLICT (sub) DO UPDATE SET lastLoginAtMs = excluded.lastLoginAtMs`,
  );
  const byId = database.prepare('SELECT name FROM people WHERE sub = ? OR username = ?');
  const byLogin = database.prepare('SELECT name FROM people ORDER BY lastLoginAtMs DESC, name LIMIT ?');
  return {
    remember: ({ sub, name, username }, atMs) => {
      insert.run(sub, name, username, atMs);
    },
    nameOf: (id) => {
      const row = byId.get(id, id);
      return row === undefined ? undefined : rowSchema.parse(row).name;
    },
    latest: (limit) => byLogin.all(limit).map((row) => rowSchema.parse(row).name),
  };
};
