import { isObject } from './json.ts';
import type { Surface } from './surface.ts';

/** Every fact of a surface by its path, without where it was read; `?` for an unknown one. */
export const flatSurface = (surface: Surface): ReadonlyMap<string, string> => new Map(flatten(surface, ''));

const flatten = (value: unknown, path: string): readonly (readonly [string, string])[] => {
  if (!isObject(value)) return [[path, JSON.stringify(value)]];
  if ('known' in value) return value['known'] === true ? flatten(value['value'], path) : [[path, '?']];
  if (Array.isArray(value['items'])) {
    const items = value['items'].flatMap((item: unknown, index) => flatten(item, `${path}/${keyOf(item) ?? index}`));
    return [...items, ...flatten(value['complete'], `${path}/complete`)];
  }
  return Object.entries(value)
    .filter(([name]) => name !== 'where')
    .flatMap(([name, item]) => flatten(item, `${path}/${name}`));
};

const keyOf = (item: unknown): string | undefined => {
  if (!isObject(item)) return undefined;
  const key = item['key'] ?? item['name'];
  return typeof key === 'string' ? key : undefined;
};
