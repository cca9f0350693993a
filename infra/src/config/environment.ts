import type { Adoption } from '../adoption/adoption.ts';
import type { WebHosting } from './web-hosting.ts';

/** The environments: each is one stack with its own state. */
export const environments = ['local', 'dev', 'prod'] as const;
export type Environment = (typeof environments)[number];

/** The hash that no key has. */
export const noKakaoAdminKey = '0'.repeat(64);

/** Where Terraform keeps the state of a stack. */
type StateBackend =
  | { readonly kind: 'local' }
  /** Encrypted, locked by a lock file beside the state. The bucket exists before the first deployment. */
  | { readonly kind: 's3'; readonly bucket: string; readonly region: string };

/** Who writes the readings. */
type ReadingModelChoice =
  | { readonly kind: 'offline' }
  /** Id of a foundation model that the APIs' region offers on demand (no inference profile). */
  | { readonly kind: 'bedrock'; readonly modelId: string };

/** Everything in which one environment differs from another. */
export type EnvironmentConfig = {
  readonly environment: Environment;
  /** Behind every name in AWS; empty in production, which keeps the live names. */
  readonly suffix: '' | `-${string}`;
  readonly regions: { readonly apis: string; readonly userPool: string };
  readonly login: {
    readonly callbackUrls: readonly string[];
    readonly logoutUrls: readonly string[];
    /** The callback that the page uses; one of `callbackUrls`. A created distribution brings its own. */
    readonly redirectUri?: string;
  };
  readonly webHosting: WebHosting;
  /** What the variable `kakao_admin_key_sha256` is unless it is set; {@link noKakaoAdminKey} refuses every webhook. */
  readonly kakaoAdminKeySha256: string;
  /** Of each API's stage: steady requests a second, and how many may come at once. */
  readonly throttle: { readonly requestsPerSecond: number; readonly burst: number };
  readonly logRetentionDays: number;
  /** Mails alarms to the variable `alarm_email`; false only where nothing is deployed. */
  readonly alarmsReachPeople: boolean;
  readonly readingModel: ReadingModelChoice;
  /** False only where the page is served over http. */
  readonly cookieSecure: boolean;
  /** Protects what cannot be made again (pool, client, APIs with their ids, tables, queues) against deletion. */
  readonly keepsState: boolean;
  /**
   * API Gateway's log role is one setting of an account and region: where two environments share an account,
   * only one of them may own it.
   */
  readonly ownsApiGatewayAccount: boolean;
  readonly state: StateBackend;
  /** The live system that this environment takes over; none where all is made from nothing. */
  readonly adoption?: Adoption;
};

/**
 * Narrows any text to an {@link Environment}.
 *
 * @throws Error that names the known environments.
 */
export const parseEnvironment = (text: string): Environment => {
  const known = environments.find((environment) => environment === text);
  if (!known) throw new Error(`there is no environment "${text}": use one of ${environments.join(', ')}`);
  return known;
};

/**
 * Finds contradictions that Terraform would accept and AWS or a person would stumble over.
 *
 * @throws Error that names the field and what it must be.
 */
export const checkConfig = (config: EnvironmentConfig): EnvironmentConfig => {
  const { login, readingModel, regions, webHosting } = config;
  const wrong = (field: string, rule: string): Error => new Error(`config of ${config.environment}: ${field} ${rule}`);

  if (webHosting.kind === 'created') {
    if (login.redirectUri !== undefined)
      throw wrong('login.redirectUri', 'must be left away: the distribution has one');
    if (regions.apis !== 'us-east-1')
      throw wrong('regions.apis', 'must be us-east-1: CloudFront is watched only there');
  } else if (login.redirectUri === undefined || !login.callbackUrls.includes(login.redirectUri)) {
    throw wrong('login.redirectUri', 'must be one of login.callbackUrls');
  }
  if (readingModel.kind === 'bedrock' && !/^[a-z0-9]+\.[a-z0-9-]+-v\d+:\d+$/.test(readingModel.modelId)) {
    throw wrong('readingModel.modelId', 'must be the id of a foundation model, such as amazon.nova-lite-v1:0');
  }
  if (config.environment !== 'local' && !config.alarmsReachPeople) throw wrong('alarmsReachPeople', 'must be true');
  if (config.environment !== 'prod') {
    if (config.suffix === '') throw wrong('suffix', 'must not be empty: only production has the live names');
    return config;
  }
  if (config.suffix !== '') throw wrong('suffix', 'must be empty: production has the live names');
  if ([...login.callbackUrls, ...login.logoutUrls].some((url) => !url.startsWith('https://'))) {
    throw wrong('login', 'must list https URLs only');
  }
  if (!config.cookieSecure || !config.keepsState) throw wrong('cookieSecure and keepsState', 'must be true');
  return config;
};
