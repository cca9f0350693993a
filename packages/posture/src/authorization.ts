import { type Fact, unknown } from './fact.ts';
import { type JsonNode, textIn } from './json-node.ts';
import type { Authorization } from './surface.ts';

const authorizations: readonly string[] = [
  'NONE',
  'AWS_IAM',
  'CUSTOM',
  'COGNITO_USER_POOLS',
  'JWT',
] satisfies Authorization[];

const isAuthorization = (text: string): text is Authorization => authorizations.includes(text);

/** How a caller is known; a word that API Gateway does not have is unknown. */
export const authorizationIn = (node: JsonNode, whenAbsent?: Authorization): Fact<Authorization> => {
  const text = textIn(node, whenAbsent);
  if (!text.known) return text;
  return isAuthorization(text.value) ? { ...text, value: text.value } : unknown(`${text.where}: "${text.value}"`);
};
