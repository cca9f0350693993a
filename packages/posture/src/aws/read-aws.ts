import { surfaceOfAnswers } from '../answers/surface-of-answers.ts';
import type { Reading } from '../surface.ts';
import { startAsking } from './asking.ts';
import type { AwsConnection } from './aws-connection.ts';
import { readRestApis, readWebsocketApis } from './read-apis.ts';
import { readFunctions, readRoles, readWatching } from './read-functions.ts';
import { readLogins } from './read-logins.ts';

/** Where to look, and for what. */
export type AwsScope = {
  /** Region of the APIs and functions. */
  readonly apiRegion: string;
  /** Region of the user pools; they may be apart. */
  readonly poolRegion: string;
  /** Part of the names of what is meant, in any case of letters; empty takes everything in these regions. */
  readonly match: string;
  /** Instead of what the environment says. */
  readonly connection?: AwsConnection;
};

/**
 * Reads the live account through the AWS SDK, with the credentials and endpoints of the environment. It only reads;
 * AWS's own policy SecurityAudit is enough. A call that is refused is a problem of the reading, and the rest is read.
 */
export const readAws = async ({ apiRegion, poolRegion, match, connection }: AwsScope): Promise<Reading> => {
  const wants = (name: string): boolean => name.toLowerCase().includes(match.toLowerCase());
  const apis = startAsking(apiRegion);
  const pools = startAsking(poolRegion);
  const connected = { wants, ...(connection && { connection }) };
  const scope = { region: apiRegion, ...connected };

  await Promise.all([
    readLogins(pools, { region: poolRegion, ...connected }),
    (async () => {
      await readWebsocketApis(apis, scope);
      await readRestApis(apis, scope);
      // Functions are found by the APIs that point at them, roles by the functions.
      await readFunctions(apis, scope);
      await Promise.all([readRoles(apis, scope), readWatching(apis, scope)]);
    })(),
  ]);
  const answers = [...apis.answers, ...pools.answers];
  const nothing = {
    source: `${apiRegion} and ${poolRegion}`,
    problem: `there is no API and no user pool whose name has "${match}" in it`,
  };
  const isEmpty = !answers.some(({ node }) =>
    /"(ApiId|restApiId|UserPool)"|"apiKeySource"/.test(JSON.stringify(node.value)),
  );
  const problems = [...apis.problems, ...pools.problems];
  return { surface: surfaceOfAnswers(answers), problems: isEmpty && problems.length === 0 ? [nothing] : problems };
};
