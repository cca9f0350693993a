import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openDataFolder } from './data-folder.ts';
import { openLocalSecrets } from './local-secrets.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'data-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test('a folder that another run has is refused, with the words that help', async () => {
  const first = await openDataFolder({ folder, fresh: false });

  await expect(openDataFolder({ folder, fresh: true })).rejects.toThrow(`in use by process ${process.pid}`);

  await first.close();
  await (await openDataFolder({ folder, fresh: false })).close();
});

test('a lock whose owner was killed is taken over', async () => {
  // No process has this id: Linux ends at 4,194,304.
  await writeFile(join(folder, 'run.lock'), '9999999');

  const data = await openDataFolder({ folder, fresh: false });

  expect(await readFile(join(folder, 'run.lock'), 'utf8')).toBe(String(process.pid));
  await data.close();
});

test('fresh removes what a run keeps, and nothing else', async () => {
  const first = await openDataFolder({ folder, fresh: false });
  await writeFile(first.databaseFile, 'data');
  await openLocalSecrets(first.secretsFile);
  await writeFile(join(folder, 'mine.txt'), 'mine');
  await first.close();

  const kept = await openDataFolder({ folder, fresh: false });
  expect(await readFile(kept.databaseFile, 'utf8')).toBe('data');
  await kept.close();
  const data = await openDataFolder({ folder, fresh: true });

  expect(await readdir(join(folder, 'dynamodb'))).toEqual([]);
  expect(await readdir(folder)).not.toContain('secrets.json');
  expect(await readFile(join(folder, 'mine.txt'), 'utf8')).toBe('mine');
  await data.close();
});

test('without a folder a temporary one is there until it is closed', async () => {
  const data = await openDataFolder({ folder: undefined, fresh: false });

  expect((await stat(data.logFolder)).isDirectory()).toBe(true);
  await data.close();

  await expect(stat(data.folder)).rejects.toThrow('ENOENT');
});

test('a folder that cannot be made is refused in one line', async () => {
  await writeFile(join(folder, 'file'), '');

  await expect(openDataFolder({ folder: join(folder, 'file', 'data'), fresh: false })).rejects.toThrow(
    'choose another with --data',
  );
});

test('secrets are made once for a folder, for its owner alone, and differ between functions and folders', async () => {
  const first = await openLocalSecrets(join(folder, 'secrets.json'));
  const again = await openLocalSecrets(join(folder, 'secrets.json'));
  const other = await openLocalSecrets(join(folder, 'others.json'));

  expect(again.keyOf('a')).toEqual(first.keyOf('a'));
  expect(again.clientSecret('c')).toBe(first.clientSecret('c'));
  expect(first.keyOf('b').accessKeyId).not.toBe(first.keyOf('a').accessKeyId);
  expect(other.keyOf('a')).not.toEqual(first.keyOf('a'));
  expect((await stat(join(folder, 'secrets.json'))).mode & 0o777).toBe(0o600);
});
