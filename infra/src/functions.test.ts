import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { functions } from './functions.ts';

const apps = join(import.meta.dirname, '..', '..', 'apps');

test('every app that declares a Lambda is deployed', () => {
  const declared = readdirSync(apps).filter((app) => existsSync(join(apps, app, 'src', 'lambda.ts')));

  expect(Object.keys(functions).toSorted()).toEqual(declared.toSorted());
});

test('the names of functions are distinct', () => {
  const names = Object.values(functions).map((declaration) => declaration.functionName);

  expect(new Set(names).size).toBe(names.length);
});
