import type { KoaContextWithOIDC, Provider } from 'oidc-provider';
import * as z from 'zod/mini';
import type { CognitoOptions } from './cognito.ts';
import type { PeopleStore } from './people-store.ts';
import { personOf } from './person.ts';
import { issueTokens, type Login } from './pool-tokens.ts';
import type { SigningKeys } from './signing-keys.ts';

type Deps = { readonly options: CognitoOptions; readonly keys: SigningKeys; readonly people: PeopleStore };

const failureSchema = z.object({ error: z.string() });
const grantedSchema = z.object({ refresh_token: z.optional(z.string()) });

const loginBehind = ({ options, people }: Deps, { oidc }: KoaContextWithOIDC): Login => {
  const { AccessToken: token, AuthorizationCode: code, RefreshToken: refreshToken } = oidc.entities;
  const name = token === undefined ? undefined : people.nameOf(token.accountId);
  const authTime = (code ?? refreshToken)?.authTime;
  if (token?.grantId === undefined || name === undefined || authTime === undefined) {
    throw new Error('a granted token has no login behind it');
  }
  return {
    person: personOf(options)(name),
    tokenFamily: token.grantId,
    scope: token.scope ?? '',
    authTime,
    nonce: code?.nonce,
  };
};

const answerToken = async (deps: Deps, ctx: KoaContextWithOIDC): Promise<void> => {
  const failure = failureSchema.safeParse(ctx.body);
  if (failure.success) {
    // https://docs.aws.amazon.com/cognito/latest/developerguide/token-endpoint.html: all failures are 400, code only.
    ctx.status = ctx.status >= 500 ? 500 : 400;
    ctx.body = { error: failure.data.error };
    return;
  }
  if (ctx.status !== 200) return;
  const granted = grantedSchema.parse(ctx.body);
  const pair = await issueTokens(deps)(loginBehind(deps, ctx));
  ctx.body = {
    ...(pair.idToken === undefined ? {} : { id_token: pair.idToken }),
    access_token: pair.accessToken,
    // A refreshed login keeps its refresh token; Cognito does not send it again.
    ...(ctx.oidc.params?.['grant_type'] === 'refresh_token' ? {} : { refresh_token: granted.refresh_token }),
    expires_in: pair.expiresInSeconds,
    token_type: 'Bearer',
  };
};

// RFC 9207 adds `iss` to the callback; Cognito does not send it.
const withoutIssuer = (location: string): string => {
  if (!URL.canParse(location)) return location;
  const url = new URL(location);
  url.searchParams.delete('iss');
  return url.href;
};

// The library adds `oidc` to Koa's context once it has found a route.
const isRouted = (ctx: object): ctx is KoaContextWithOIDC => 'oidc' in ctx;

/** Puts the library's answers into Cognito's words: its JWTs, its errors, its callback parameters. */
export const answerAsCognito = (provider: Provider, deps: Deps): void => {
  provider.use(async (ctx, next) => {
    await next();
    if (ctx.path === '/oauth2/token' && isRouted(ctx)) await answerToken(deps, ctx);
    if (ctx.path === '/oauth2/revoke') {
      const failure = failureSchema.safeParse(ctx.body);
      if (failure.success) ctx.body = { error: failure.data.error };
    }
    const location = ctx.response.get('location');
    if (ctx.path.startsWith('/oauth2/authorize') && location) ctx.set('location', withoutIssuer(location));
  });
};
