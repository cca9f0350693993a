import { type Fact, knownValue } from '../fact.ts';
import type { Api, EntryPoint, Surface } from '../surface.ts';

/** An entry point with its authorization on both sides; undefined where it is not there. */
export type EntryPointChange = {
  readonly entryPoint: string;
  readonly before: string | undefined;
  readonly after: string | undefined;
};

/** All entry points of both sides, by API and key. */
export const entryPointChanges = (before: Surface, after: Surface): readonly EntryPointChange[] => {
  const [was, is] = [authorizations(before), authorizations(after)];
  return [...new Set([...was.keys(), ...is.keys()])]
    .toSorted()
    .map((entryPoint) => ({ entryPoint, before: was.get(entryPoint), after: is.get(entryPoint) }));
};

const authorizations = ({ apis, functions }: Surface): ReadonlyMap<string, string> =>
  new Map([
    ...apis.items.flatMap((api) =>
      api.entryPoints.items.map((entryPoint): [string, string] => [
        `${api.name} ${entryPoint.key}`,
        authorizationOf(api, entryPoint),
      ]),
    ),
    ...functions.items.flatMap(({ name, url }): [string, string][] => {
      const type = knownValue(url) ?? 'not known before apply';
      return type === 'no URL' ? [] : [[`function URL of ${name}`, type]];
    }),
  ]);

/** Only the handshake of a WebSocket can be authorized; the other routes have what it has. */
const authorizationOf = ({ kind, entryPoints }: Api, { key, authorization, apiKeyRequired }: EntryPoint): string => {
  const connect = entryPoints.items.find((entryPoint) => entryPoint.key === '$connect');
  if (kind === 'websocket' && key !== '$connect' && connect) return `as $connect: ${show(connect.authorization)}`;
  return `${show(authorization)}${knownValue(apiKeyRequired) === true ? ' + API key' : ''}`;
};

const show = (authorization: Fact<string>): string => knownValue(authorization) ?? 'not known before apply';

/** True where fewer callers are asked who they are than before. */
export const isOpened = ({ before, after }: EntryPointChange): boolean =>
  /^(as \$connect: )?NONE/.test(after ?? '') && before !== after;
