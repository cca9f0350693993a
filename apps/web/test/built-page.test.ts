import { readdirSync, readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';

const dist = new URL('../dist/', import.meta.url);
const read = (name: string) => readFileSync(new URL(name, dist));
const assets = (ending: string) =>
  readdirSync(new URL('assets/', dist))
    .filter((name) => name.endsWith(ending))
    .map((name) => `assets/${name}`);

test('the page is one under both of its names', () => {
  expect(read('login_test.html').equals(read('index.html'))).toBe(true);
});

test('all scripts together stay under 40 KB, compressed', () => {
  const bytes = assets('.js').reduce((sum, name) => sum + gzipSync(read(name)).byteLength, 0);

  expect(bytes).toBeGreaterThan(1_000);
  expect(bytes).toBeLessThan(40_000);
});

test('nothing is taken from another origin, and nothing is inline', () => {
  const page = read('index.html').toString();
  const styles = assets('.css').map((name) => read(name).toString());

  expect(page).toContain("default-src 'self'");
  expect(page).not.toMatch(/(src|href)="(?!\/)/);
  expect(page).not.toMatch(/<style|style=|<script(?![^>]*src=)/);
  for (const style of styles) expect(style).not.toMatch(/url\(|https?:/);
});

test('no script writes HTML from a text', () => {
  for (const name of assets('.js')) {
    const script = read(name).toString();

    // preact knows the property by name; this page never uses it.
    expect(script).not.toMatch(/insertAdjacentHTML|document\.write/);
    expect(script.match(/dangerouslySetInnerHTML\s*:/)).toBeNull();
  }
});
