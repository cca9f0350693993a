import { access, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const docsFolder = join(import.meta.dirname, '..', '..', '..', 'docs');
const text = await readFile(join(docsFolder, 'security.md'), 'utf8');

test('every test that the threat model names is there', async () => {
  const links = [...text.matchAll(/\]\(([^)]+)\)/g)].map(([, path = '']) => path);

  expect(links.length).toBeGreaterThan(25);
  await Promise.all(links.map((path) => access(join(docsFolder, path))));
  const scenarios = await readdir(import.meta.dirname);
  for (const [, name] of text.matchAll(/scenarios\/([a-z-]+)/g)) {
    if (name !== 'test') expect(scenarios).toContain(`${name}.test.ts`);
  }
});
