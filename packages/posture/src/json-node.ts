import { type Fact, known, unknown } from './fact.ts';
import { arrayOf, isObject } from './json.ts';

/** A place in a JSON document: its value, and how a person finds it again. */
export type JsonNode = { readonly value: unknown; readonly where: string };

/** The member of that name; its value is undefined where there is none. */
export const member = ({ value, where }: JsonNode, name: string): JsonNode => ({
  value: isObject(value) ? value[name] : undefined,
  where: `${where}${where.includes('#') ? '/' : '.'}${name}`,
});

/** The elements of an array; one thing alone counts as an array of it. */
export const elements = ({ value, where }: JsonNode): readonly JsonNode[] =>
  arrayOf(value).map((element, index) => ({
    value: element,
    where: Array.isArray(value) ? `${where}${where.includes('#') ? `/${index}` : `[${index}]`}` : where,
  }));

/** The only or first element: a Terraform block is an object in one notation and an array in the other. */
export const block = (node: JsonNode, name: string): JsonNode => {
  const found = member(node, name);
  return elements(found)[0] ?? { value: undefined, where: found.where };
};

/** True for a value that only the deployment will know; such a one is written `${reference}`. */
export const isDeferred = (value: unknown): boolean => typeof value === 'string' && /^\$\{[^{}]*\}$/.test(value);

const read =
  <T>(isWanted: (value: unknown) => value is T) =>
  ({ value, where }: JsonNode, whenAbsent?: T): Fact<T> => {
    if (isDeferred(value)) return unknown(`the deployment: ${where} is not known before`);
    if (isWanted(value)) return known(value, where);
    if ((value === undefined || value === null) && whenAbsent !== undefined)
      return known(whenAbsent, `${where} (not set)`);
    return unknown(where);
  };

/** A string; `whenAbsent` is what the platform takes where nothing is said. */
export const textIn = read((value): value is string => typeof value === 'string');
/** A number. */
export const numberIn = read((value): value is number => typeof value === 'number');

const readFlag = read((value): value is boolean => typeof value === 'boolean');
/** A boolean; Terraform's JSON also writes it as a string. */
export const flagIn = (node: JsonNode, whenAbsent?: boolean): Fact<boolean> =>
  readFlag({ ...node, value: node.value === 'true' ? true : node.value === 'false' ? false : node.value }, whenAbsent);

/** A list of strings; unknown as a whole where one of them is. */
export const textsIn = (node: JsonNode, whenAbsent?: readonly string[]): Fact<readonly string[]> => {
  if (arrayOf(node.value).some(isDeferred)) return unknown(`the deployment: ${node.where} is not known before`);
  return read(
    (value): value is readonly string[] => Array.isArray(value) && value.every((item) => typeof item === 'string'),
  )(node, whenAbsent);
};
