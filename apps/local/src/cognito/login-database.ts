import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/**
 * Opens `cognito.sqlite` in the data folder. SQLite, because an acknowledged refresh token has to survive a kill at
 * any moment, and it is part of Node 22.
 */
export const openLoginDatabase = (dataFolder: string): DatabaseSync => {
  const database = new DatabaseSync(join(dataFolder, 'cognito.sqlite'));
  database.exec(`
    PRAGMA journal_mode = WAL;
    CREATE TABLE IF NOT EXISTS artifacts (
      model TEXT NOT NULL,
      id TEXT NOT NULL,
      grantId TEXT,
      accountId TEXT,
      payload TEXT NOT NULL,
      expiresAt INTEGER,
      PRIMARY KEY (model, id)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX IF NOT EXISTS artifacts_by_grant ON artifacts (grantId);
    CREATE TABLE IF NOT EXISTS people (
      sub TEXT PRIMARY KEY,
      name TEXT NOT NULL,
      username TEXT NOT NULL,
      lastLoginAtMs INTEGER NOT NULL
    ) STRICT;
  `);
  return database;
};
