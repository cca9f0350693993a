import { type Fact, known, unknown } from '../fact.ts';
import { forEachOf, holds, judge, type Outcome, type Rule, untold } from '../rule.ts';
import type { Api, Authorizer, LambdaFunction, Surface } from '../surface.ts';

const forEachAuthorizer = (
  { apis }: Surface,
  check: (subject: string, authorizer: Authorizer) => Outcome,
): readonly Outcome[] =>
  forEachOf(apis, 'APIs', ({ name, authorizers }) =>
    forEachOf(authorizers, `authorizers of ${name}`, (authorizer) =>
      check(`${name} authorizer ${authorizer.name}`, authorizer),
    ),
  );

export const authorizerTokenInQuery: Rule = {
  id: 'authorizer-token-in-query',
  area: 'authorizers',
  severity: 'medium',
  title: 'The token travels in the query string',
  attack:
    'URLs are written into access logs, proxies, browser history and Referer headers; who reads one of these has the token.',
  mend: 'Take it from a header: Authorization, or Sec-WebSocket-Protocol for a browser’s WebSocket.',
  check: (surface) =>
    forEachAuthorizer(surface, (subject, { identitySources }) =>
      judge(subject, identitySources, {
        isBroken: (sources) => sources.some((source) => /\.querystring\./i.test(source)),
      }),
    ),
};

const namesToken = (source: string): boolean => /\.(header|querystring)\.|^\$request\./i.test(source);

export const authorizerCacheIgnoresToken: Rule = {
  id: 'authorizer-cache-ignores-token',
  area: 'authorizers',
  severity: 'high',
  title: 'The authorizer’s cached answer is not kept for each token apart',
  attack:
    'API Gateway keeps an answer under the identity source: without the token in it, the next caller gets the last caller’s permission and identity.',
  mend: 'Make the header with the token an identity source, or set the cache to 0 seconds.',
  check: (surface) =>
    forEachAuthorizer(surface, (subject, { identitySources, cacheSeconds, type }) => {
      if (type.known && type.value !== 'REQUEST') return holds(subject);
      if (!cacheSeconds.known) return untold(subject, cacheSeconds.wouldTell);
      if (cacheSeconds.value === 0) return holds(subject);
      return judge(subject, identitySources, { isBroken: (sources) => !sources.some(namesToken) });
    }),
};

/** Beyond five minutes a revoked token is a nuisance no more but an opening. */
const longestCacheSeconds = 300;

export const authorizerCacheLong: Rule = {
  id: 'authorizer-cache-long',
  area: 'authorizers',
  severity: 'medium',
  title: 'The authorizer’s answer is kept for more than five minutes',
  attack: 'A token that was revoked because it leaked goes on working until the cached answer ends.',
  mend: 'Set authorizer_result_ttl_in_seconds to 60 or less where sign-out has to count.',
  check: (surface) =>
    forEachAuthorizer(surface, (subject, { cacheSeconds }) =>
      judge(subject, cacheSeconds, {
        isBroken: (seconds) => seconds > longestCacheSeconds,
        show: (seconds) => `${seconds} s`,
      }),
    ),
};

export const keysFetchedAcrossRegions: Rule = {
  id: 'keys-fetched-across-regions',
  area: 'authorizers',
  severity: 'medium',
  title: 'User pool and API are in different regions, and no authorizer has the pool’s keys at hand',
  attack:
    'Each cold token check fetches keys across an ocean: slow logins, and who floods the API with tokens of unknown keys, or a fault in the other region, shuts everybody out.',
  mend: 'Give the authorizer the pool’s JWKS with the deployment, and fetch only for an unknown key id, once a window.',
  check: ({ apis, pools, functions }) =>
    forEachOf(pools, 'user pools', (pool) =>
      forEachOf(apis, 'APIs', (api): Outcome | readonly Outcome[] => {
        const subject = `${pool.name} and ${api.name}`;
        if (!pool.region.known) return untold(subject, pool.region.wouldTell);
        if (!api.region.known) return untold(subject, api.region.wouldTell);
        if (pool.region.value === api.region.value) return holds(subject);
        const used = api.authorizers.items.filter(({ type }) => !type.known || type.value !== 'COGNITO_USER_POOLS');
        const keys = keysAtHand(api, used, functions.items);
        if (!keys.known) return untold(subject, keys.wouldTell);
        if (keys.value) return holds(subject);
        return judge(
          subject,
          known(
            `pool in ${pool.region.value}, API in ${api.region.value}`,
            `${pool.region.where}; ${api.region.where}`,
          ),
          { isBroken: () => true },
        );
      }),
    ),
};

const keysAtHand = (api: Api, used: readonly Authorizer[], functions: readonly LambdaFunction[]): Fact<boolean> => {
  const names = used.flatMap(({ functionName }) => (functionName.known ? [functionName.value] : []));
  const environments = functions.filter(({ name }) => names.includes(name)).map(({ environment }) => environment);
  if (environments.some((environment) => environment.known && hasKeys(environment.value)))
    return known(true, api.where);
  const unseen = environments.find((environment) => !environment.known);
  if (unseen && !unseen.known) return unseen;
  if (used.length > 0) return known(false, api.where);
  const asked = api.entryPoints.items.find(
    ({ authorization }) => authorization.known && authorization.value !== 'NONE',
  );
  if (asked) return unknown(`the authorizer of ${asked.where}`);
  // Entry points that are all open need no list of authorizers: none is in use.
  const open = api.entryPoints.items.some(({ authorization }) => authorization.known);
  return open || api.authorizers.complete.known ? known(false, api.where) : api.authorizers.complete;
};

/** A key set that the deployment will fill counts; one that is known to be empty does not. */
const hasKeys = (environment: Readonly<Record<string, Fact<string>>>): boolean =>
  Object.entries(environment).some(([name, keys]) =>
    keys.known ? /"keys"\s*:\s*\[\s*\{/.test(keys.value) : /JWKS/.test(name),
  );
