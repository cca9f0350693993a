import type { Fact, Listing } from './fact.ts';
import type { Statement } from './statement.ts';

/** How a caller is known at an entry point, in API Gateway's words; JWT is of HTTP APIs only. */
export type Authorization = 'NONE' | 'AWS_IAM' | 'CUSTOM' | 'COGNITO_USER_POOLS' | 'JWT';

/** One way in. */
export type EntryPoint = {
  /** Route key or method and path: `$connect`, `GET /sessions/{sessionId}`. */
  readonly key: string;
  readonly authorization: Fact<Authorization>;
  /** Name of the authorizer; empty where there is none. */
  readonly authorizer: Fact<string>;
  readonly apiKeyRequired: Fact<boolean>;
  /** Name of the function behind it; empty where no function is. */
  readonly functionName: Fact<string>;
  readonly where: string;
};

export type Authorizer = {
  readonly name: string;
  /** REQUEST, TOKEN, COGNITO_USER_POOLS or JWT. */
  readonly type: Fact<string>;
  readonly identitySources: Fact<readonly string[]>;
  /** 0: each call is decided anew. */
  readonly cacheSeconds: Fact<number>;
  readonly functionName: Fact<string>;
  readonly where: string;
};

export type Stage = {
  readonly name: string;
  /** False: only the limits of the whole account hold. */
  readonly throttled: Fact<boolean>;
  readonly accessLogged: Fact<boolean>;
  /** True: request and response bodies go to the execution log. */
  readonly dataTraced: Fact<boolean>;
  readonly metered: Fact<boolean>;
  /** X-Ray; WebSocket and HTTP APIs have none, there it is unknown to no one's harm. */
  readonly traced: Fact<boolean>;
  readonly where: string;
};

export type Api = {
  readonly kind: 'websocket' | 'rest' | 'http';
  readonly id: Fact<string>;
  readonly name: string;
  readonly region: Fact<string>;
  readonly defaultEndpointDisabled: Fact<boolean>;
  readonly entryPoints: Listing<EntryPoint>;
  readonly authorizers: Listing<Authorizer>;
  readonly stages: Listing<Stage>;
  /** Names of the custom domains that lead here. */
  readonly customDomains: Listing<string>;
  readonly where: string;
};

export type LambdaFunction = {
  readonly name: string;
  readonly region: Fact<string>;
  /** Name of its role. */
  readonly role: Fact<string>;
  readonly runtime: Fact<string>;
  /** A value is unknown where only the deployment knows it. */
  readonly environment: Fact<Readonly<Record<string, Fact<string>>>>;
  readonly traced: Fact<boolean>;
  /** SDK operations that its code names; each call that it makes is among them. */
  readonly operations: Fact<readonly string[]>;
  /** Name of its log group. */
  readonly logGroup: Fact<string>;
  /** Who may invoke it, by its resource policy. */
  readonly permissions: Listing<Statement>;
  /** Authorization of its function URL; `no URL` where it has none. */
  readonly url: Fact<'NONE' | 'AWS_IAM' | 'no URL'>;
  readonly where: string;
};

export type Role = {
  readonly name: string;
  readonly trust: Listing<Statement>;
  readonly statements: Listing<Statement>;
  /** ARNs of AWS's own policies that are attached. */
  readonly managedPolicies: Listing<string>;
  readonly where: string;
};

export type Pool = {
  readonly id: Fact<string>;
  readonly name: string;
  readonly region: Fact<string>;
  readonly passwordMinimumLength: Fact<number>;
  /** Of lowercase, uppercase, numbers and symbols: those that are demanded. */
  readonly passwordClasses: Fact<readonly string[]>;
  readonly mfa: Fact<string>;
  readonly deletionProtected: Fact<boolean>;
  readonly selfSignUp: Fact<boolean>;
  /** Names by priority: verified_email, verified_phone_number, admin_only. */
  readonly recovery: Fact<readonly string[]>;
  readonly where: string;
};

export type Client = {
  readonly id: Fact<string>;
  readonly name: string;
  /** Name of the pool. */
  readonly pool: Fact<string>;
  readonly hasSecret: Fact<boolean>;
  readonly providers: Fact<readonly string[]>;
  readonly oauthFlows: Fact<readonly string[]>;
  readonly scopes: Fact<readonly string[]>;
  readonly authFlows: Fact<readonly string[]>;
  readonly callbackUrls: Fact<readonly string[]>;
  readonly logoutUrls: Fact<readonly string[]>;
  readonly accessTokenSeconds: Fact<number>;
  readonly refreshTokenSeconds: Fact<number>;
  readonly revocable: Fact<boolean>;
  readonly hidesUserExistence: Fact<boolean>;
  readonly where: string;
};

export type LogGroup = {
  readonly name: string;
  readonly retentionDays: Fact<number | 'for ever'>;
  readonly where: string;
};

export type Alarm = {
  readonly name: string;
  readonly namespace: Fact<string>;
  readonly dimensions: Fact<Readonly<Record<string, string>>>;
  /** What it sets off. */
  readonly actions: Fact<readonly string[]>;
  readonly where: string;
};

export type Table = {
  readonly name: string;
  readonly pointInTimeRecovery: Fact<boolean>;
  readonly deletionProtected: Fact<boolean>;
  readonly where: string;
};

export type Queue = {
  readonly name: string;
  readonly encrypted: Fact<boolean>;
  /** `none`, or what its redrive policy names. */
  readonly deadLetters: Fact<string>;
  readonly isDeadLetterQueue: Fact<boolean>;
  readonly where: string;
};

export type CustomDomain = { readonly name: string; readonly tlsPolicy: Fact<string>; readonly where: string };

/** Everything that decides who gets in, as what, and who notices. */
export type Surface = {
  readonly apis: Listing<Api>;
  readonly functions: Listing<LambdaFunction>;
  readonly roles: Listing<Role>;
  readonly pools: Listing<Pool>;
  readonly clients: Listing<Client>;
  /** Cognito identity pools turn a login into an AWS principal: with one, AWS_IAM may name a person. */
  readonly identityPools: Listing<string>;
  readonly logGroups: Listing<LogGroup>;
  readonly alarms: Listing<Alarm>;
  readonly tables: Listing<Table>;
  readonly queues: Listing<Queue>;
  readonly customDomains: Listing<CustomDomain>;
};

/** Something that a reader could not take in; it went on with the rest. */
export type ReadProblem = { readonly source: string; readonly problem: string };

/** What a reader gives. */
export type Reading = { readonly surface: Surface; readonly problems: readonly ReadProblem[] };
