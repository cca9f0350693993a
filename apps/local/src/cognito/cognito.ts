import type { IncomingMessage, ServerResponse } from 'node:http';
import type { JSONWebKeySet } from 'jose';

/** The one app client of the pool, as the synthesized Terraform says it. */
export type CognitoClient = {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly clientName: string;
  /** Registered callbacks, compared character by character. */
  readonly callbackUrls: readonly string[];
  readonly logoutUrls: readonly string[];
  readonly scopes: readonly string[];
  readonly accessTokenMinutes: number;
  readonly idTokenMinutes: number;
  readonly refreshTokenDays: number;
};

/** What the stand-in is started with. */
export type CognitoOptions = {
  /** `https://cognito-idp.<region>.amazonaws.com/<poolId>`: the `iss` of every token. */
  readonly issuerUrl: string;
  readonly poolId: string;
  readonly poolName: string;
  readonly client: CognitoClient;
  /** Where the stand-in is reached, without a slash at the end: `http://localhost:3001/cognito`. */
  readonly baseUrl: string;
  /** Existing folder that keeps keys, people and logins. */
  readonly dataFolder: string;
  /** Name of the pool's identity provider, `KakaoLogin`: part of user names and of the ID token. */
  readonly identityProvider: string;
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** Told when the stand-in itself fails; standard error where it is left away. */
  readonly log?: (line: string) => void;
};

/** An answer to one SDK call: HTTP status and JSON body. */
export type SdkAnswer = { readonly status: number; readonly body: unknown };

/** A running stand-in. */
export type Cognito = {
  /** Answers requests whose `url` still has the path of `baseUrl` in front. */
  handle(request: IncomingMessage, response: ServerResponse): void;
  /** Public keys, as Cognito publishes them at `/.well-known/jwks.json`. */
  readonly jwks: JSONWebKeySet;
  /** One call of the service `cognito-idp`; `action` is the name after the dot of `X-Amz-Target`. */
  handleSdk(action: string, body: unknown): Promise<SdkAnswer>;
  stop(): Promise<void>;
};
