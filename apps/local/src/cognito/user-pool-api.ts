import type { Provider, RefreshToken } from 'oidc-provider';
import * as z from 'zod/mini';
import type { ArtifactStore } from './artifact-store.ts';
import type { CognitoOptions, SdkAnswer } from './cognito.ts';
import type { PeopleStore } from './people-store.ts';
import { personOf } from './person.ts';
import { attributesOf, issueTokens } from './pool-tokens.ts';
import type { SigningKeys } from './signing-keys.ts';
import { revokeTokenFamily } from './token-family.ts';
import { describeUserPoolClient } from './user-pool-client.ts';

type Deps = {
  readonly options: CognitoOptions;
  readonly keys: SigningKeys;
  readonly provider: Provider;
  readonly people: PeopleStore;
  readonly artifacts: ArtifactStore;
};

/** A refusal in the shape of AWS JSON 1.1. */
class Refusal extends Error {
  readonly type: string;

  constructor(type: string, message: string) {
    super(message);
    this.type = type;
  }
}

const poolRequest = z.object({
  UserPoolId: z.string(),
  ClientId: z.optional(z.string()),
  Username: z.optional(z.string()),
});
const clientRequest = z.object({ ClientId: z.string(), ClientSecret: z.optional(z.string()) });

const parse = <T extends z.ZodMiniType>(schema: T, body: unknown): z.output<T> => {
  const parsed = schema.safeParse(body);
  if (!parsed.success) throw new Refusal('InvalidParameterException', z.prettifyError(parsed.error));
  return parsed.data;
};

const checkPool = (options: CognitoOptions, body: unknown) => {
  const request = parse(poolRequest, body);
  if (request.UserPoolId !== options.poolId) {
    throw new Refusal('ResourceNotFoundException', `User pool ${request.UserPoolId} does not exist.`);
  }
  return request;
};

const checkClient = ({ client }: CognitoOptions, body: unknown): void => {
  const request = parse(clientRequest, body);
  if (request.ClientId !== client.clientId) {
    throw new Refusal('ResourceNotFoundException', `User pool client ${request.ClientId} does not exist.`);
  }
  if (request.ClientSecret !== client.clientSecret) {
    throw new Refusal('NotAuthorizedException', 'Unable to verify secret hash for client.');
  }
};

const findRefreshToken = async (provider: Provider, token: string): Promise<RefreshToken | undefined> =>
  provider.RefreshToken.find(token);

const revokeToken = async ({ options, provider }: Deps, body: unknown) => {
  checkClient(options, body);
  const { Token } = parse(z.object({ Token: z.string() }), body);
  if (Token.split('.').length === 3) {
    throw new Refusal('UnsupportedTokenTypeException', 'Only refresh tokens can be revoked.');
  }
  const refreshToken = await findRefreshToken(provider, Token);
  if (refreshToken?.grantId !== undefined) await revokeTokenFamily(provider, refreshToken.grantId);
  return {};
};

const signOutEverywhere = async ({ options, provider, people, artifacts }: Deps, body: unknown) => {
  const { Username = '' } = checkPool(options, body);
  const name = people.nameOf(Username);
  if (name === undefined) throw new Refusal('UserNotFoundException', 'User does not exist.');
  await Promise.all(artifacts.grantsOf(personOf(options)(name).sub).map((id) => revokeTokenFamily(provider, id)));
  return {};
};

const getUser = async ({ options, people }: Deps, body: unknown) => {
  const { Username = '' } = checkPool(options, body);
  const name = people.nameOf(Username);
  if (name === undefined) throw new Refusal('UserNotFoundException', 'User does not exist.');
  const person = personOf(options)(name);
  return {
    Username: person.username,
    Enabled: true,
    UserStatus: 'EXTERNAL_PROVIDER',
    UserAttributes: Object.entries(attributesOf(options, person)).map(([Name, value]) => ({
      Name,
      Value: typeof value === 'string' ? value : JSON.stringify(value),
    })),
  };
};

const tokensFromRefreshToken = async (deps: Deps, body: unknown) => {
  const { options, provider, people } = deps;
  checkClient(options, body);
  const { RefreshToken } = parse(z.object({ RefreshToken: z.string() }), body);
  const found = await findRefreshToken(provider, RefreshToken);
  const name = found === undefined ? undefined : people.nameOf(found.accountId);
  if (found?.grantId === undefined || name === undefined) {
    throw new Refusal('NotAuthorizedException', 'Refresh Token has been revoked');
  }
  const pair = await issueTokens(deps)({
    person: personOf(options)(name),
    tokenFamily: found.grantId,
    scope: found.scope ?? '',
    authTime: found.authTime ?? found.iat,
  });
  const { accessToken: AccessToken, idToken: IdToken, expiresInSeconds: ExpiresIn } = pair;
  return { AuthenticationResult: { AccessToken, IdToken, ExpiresIn, TokenType: 'Bearer' } };
};

const describeClient = async ({ options }: Deps, body: unknown) => {
  const { ClientId } = checkPool(options, body);
  if (ClientId !== options.client.clientId) {
    throw new Refusal('ResourceNotFoundException', `User pool client ${ClientId ?? ''} does not exist.`);
  }
  return { UserPoolClient: describeUserPoolClient(options) };
};

const actions: Record<string, (deps: Deps, body: unknown) => Promise<unknown>> = {
  AdminGetUser: getUser,
  AdminUserGlobalSignOut: signOutEverywhere,
  DescribeUserPoolClient: describeClient,
  GetTokensFromRefreshToken: tokensFromRefreshToken,
  RevokeToken: revokeToken,
};

/** Answers the calls of the service `cognito-idp` that Tarotchat's functions make, and refuses the rest by name. */
export const handleUserPoolApi =
  (deps: Deps) =>
  async (action: string, body: unknown): Promise<SdkAnswer> => {
    try {
      const perform = Object.hasOwn(actions, action) ? actions[action] : undefined;
      if (perform === undefined) {
        throw new Refusal('UnknownOperationException', `The Cognito stand-in does not know ${action}.`);
      }
      return { status: 200, body: await perform(deps, body) };
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return { status: 400, body: { __type: error.type, message: error.message } };
    }
  };
