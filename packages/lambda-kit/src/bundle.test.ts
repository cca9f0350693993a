import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { unzipSync } from 'fflate';
import { expect, test } from 'vitest';

const run = promisify(execFile);
const bundleScript = join(import.meta.dirname, 'bundle.ts');

const bundleIn = async (folder: string, timeZone: string): Promise<Buffer> => {
  await run(process.execPath, ['--disable-warning=ExperimentalWarning', bundleScript], {
    cwd: folder,
    env: { ...process.env, TZ: timeZone },
  });
  return readFile(join(folder, 'dist/function.zip'));
};

test('the same sources give the same bytes in another folder, time zone and run, and the bundle runs', async () => {
  const root = await mkdtemp(join(tmpdir(), 'tarotchat-bundle-'));
  const here = join(root, 'here');
  const there = join(root, 'a', 'longer', 'path');
  await mkdir(join(here, 'src'), { recursive: true });
  await writeFile(join(here, 'package.json'), '{"type":"module"}');
  await writeFile(
    join(here, 'src/main.ts'),
    'export const handler = async (event: { name: string }): Promise<string> => `hello ${event.name}`;\n',
  );
  await cp(here, there, { recursive: true });

  const first = await bundleIn(here, 'Asia/Seoul');
  const second = await bundleIn(there, 'America/New_York');

  expect(second.equals(first)).toBe(true);
  const code = unzipSync(first)['index.js'];
  await mkdir(join(root, 'unpacked'));
  await writeFile(join(root, 'unpacked/index.js'), code ?? '');
  const bundled: unknown = createRequire(import.meta.url)(join(root, 'unpacked/index.js'));
  expect(await Reflect.get(Object(bundled), 'handler')({ name: '민아' })).toBe('hello 민아');
  await rm(root, { recursive: true });
});
