import * as z from 'zod/mini';
import { SetupError } from '../terraform/document.ts';

/** A Lambda authorizer of type REQUEST. */
export type GatewayAuthorizer = {
  readonly authorizerId: string;
  readonly functionName: string;
  /** Header or query parameter that has to be there, `header` names in lower case. */
  readonly identitySources: readonly { readonly kind: 'header' | 'query'; readonly name: string }[];
  /** How long an answer is kept for the same identity; 0 keeps none. */
  readonly cacheSeconds: number;
};

/** Reads `route.request.header.X`, `method.request.querystring.Y`. */
export const readIdentitySource = (expression: string): GatewayAuthorizer['identitySources'][number] => {
  const [, kind, name] = /^(?:route|method)\.request\.(header|querystring)\.(.+)$/.exec(expression.trim()) ?? [];
  if (kind === undefined || name === undefined) {
    throw new SetupError(`the identity source ${expression} is not known to the local runtime`);
  }
  return kind === 'header' ? { kind: 'header', name: name.toLowerCase() } : { kind: 'query', name };
};

/** The name of the function in an integration's or authorizer's URI. */
export const functionNameOf = (uri: string): string => {
  const name = /:function:([^:/]+)/.exec(uri)?.[1];
  if (name === undefined) throw new SetupError(`"${uri}" is not the invocation URI of a function`);
  return name;
};

/** Integrations that a local function can serve. */
export const timeoutSchema = z._default(z.number(), 29_000);
