import type { EnvironmentConfig } from '../config/environment.ts';

/** Where the page of an environment is, as login and the APIs have to know it. */
export type PageAddresses = {
  readonly callbackUrls: readonly string[];
  readonly logoutUrls: readonly string[];
  /** The callback that the page uses. */
  readonly redirectUri: string;
  /** Origins of our own pages, without a path. */
  readonly origins: readonly string[];
};

/**
 * What the configuration lists, and before it the distribution that Terraform makes itself: its address is a reference,
 * so that one apply does. That is no circle, because a distribution needs only the ids of the APIs, not their functions.
 *
 * @param distributionUrl - `https://<domain>` of a created distribution, without a path.
 */
export const pageAddresses = (
  { environment, login }: EnvironmentConfig,
  distributionUrl: string | undefined,
): PageAddresses => {
  const redirectUri = distributionUrl ?? login.redirectUri;
  if (redirectUri === undefined) throw new Error(`config of ${environment}: nothing says where the page is`);
  const created = distributionUrl === undefined ? [] : [distributionUrl];
  return {
    callbackUrls: [...created, ...login.callbackUrls],
    logoutUrls: [...created, ...login.logoutUrls],
    redirectUri,
    origins: [...new Set([...created, ...login.callbackUrls.map((url) => new URL(url).origin)])],
  };
};
