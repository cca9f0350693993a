/** Every value in an answer by its dotted path. A list of plain values is one field, a list of named things is by name. */
export const fieldsOf = (answer: unknown): ReadonlyMap<string, string> => new Map(flatten(answer, []));

const flatten = (value: unknown, path: readonly string[]): readonly (readonly [string, string])[] => {
  if (value === undefined || value === null) return [];
  if (Array.isArray(value)) {
    const named = value.map((item) => [nameOf(item), item] as const);
    if (value.length > 0 && named.every(([name]) => name !== undefined))
      return named.flatMap(([name = '', item]) => flatten(item, [...path, name]));
    return [[path.join('.'), JSON.stringify(value.toSorted())]];
  }
  if (value instanceof Date) return [[path.join('.'), value.toISOString()]];
  if (typeof value === 'object')
    return Object.entries(value).flatMap(([key, inner]) => (key === '$metadata' ? [] : flatten(inner, [...path, key])));
  return [[path.join('.'), String(value)]];
};

const nameOf = (item: unknown): string | undefined => {
  const name: unknown =
    typeof item === 'object' && item !== null ? (Reflect.get(item, 'Name') ?? Reflect.get(item, 'name')) : undefined;
  return typeof name === 'string' ? name : undefined;
};
