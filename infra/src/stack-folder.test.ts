import { join } from 'node:path';
import { expect, test } from 'vitest';
import { environments, stackFolder } from './index.ts';

test('each environment has its folder below cdktf.out', () => {
  const folders = environments.map(stackFolder);

  expect(folders).toEqual(
    ['local', 'dev', 'prod'].map((name) => join(import.meta.dirname, '..', 'cdktf.out', 'stacks', `tarotchat-${name}`)),
  );
});

test('an unknown environment has none', () => {
  expect(() => stackFolder('production')).toThrow('there is no environment "production"');
});
