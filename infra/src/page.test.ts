import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { temporaryFolder, writtenPage } from '../test/synthesized-stack.ts';
import { pageFiles } from './page.ts';

const folder = temporaryFolder();
afterAll(folder.remove);

test('what carries a hash in its name is kept for a year, all else is asked for again each time', () => {
  const files = pageFiles(writtenPage(folder.path));

  expect(files.map(({ key, contentType, cacheControl }) => [key, contentType, cacheControl])).toEqual([
    ['assets/a-0.css', 'text/css; charset=utf-8', 'public, max-age=31536000, immutable'],
    ['assets/index-B1a2_3c4.js', 'text/javascript; charset=utf-8', 'public, max-age=31536000, immutable'],
    ['favicon.svg', 'image/svg+xml', 'no-cache'],
    ['index.html', 'text/html; charset=utf-8', 'no-cache'],
    ['login_test.html', 'text/html; charset=utf-8', 'no-cache'],
  ]);
});

test('a page that is not built is named, with the command that builds it', () => {
  expect(() => pageFiles(join(folder.path, 'nowhere'))).toThrow('the bundle of apps/web is missing: run pnpm build');
});

test('a file of an unknown kind stops synthesis, because no browser would take it', () => {
  const page = writtenPage(folder.path);
  writeFileSync(join(page, 'reading.xyz'), 'what is this?');

  expect(() => pageFiles(page)).toThrow('reading.xyz of the page has no content type');
});
