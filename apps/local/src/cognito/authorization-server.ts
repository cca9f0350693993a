import { type Configuration, Provider } from 'oidc-provider';
import type { ArtifactStore } from './artifact-store.ts';
import type { CognitoClient, CognitoOptions } from './cognito.ts';
import { deadEndPage } from './dead-end-page.ts';
import { chooseLanguage } from './language.ts';
import { askWhoItIs, grantEverything, logInByHint } from './login-policy.ts';
import type { PeopleStore } from './people-store.ts';
import type { SigningKeys } from './signing-keys.ts';

type Deps = {
  readonly options: CognitoOptions;
  readonly keys: SigningKeys;
  readonly artifacts: ArtifactStore;
  readonly people: PeopleStore;
};

/** The scopes that every user pool has; those that a client lacks have to be known to be refused. */
const poolScopes = ['openid', 'email', 'phone', 'profile', 'aws.cognito.signin.user.admin'];

const routes: Configuration['routes'] = {
  authorization: '/oauth2/authorize',
  token: '/oauth2/token',
  revocation: '/oauth2/revoke',
  jwks: '/.well-known/jwks.json',
};

const disabled = { enabled: false };
const features: Configuration['features'] = {
  devInteractions: disabled,
  dPoP: disabled,
  pushedAuthorizationRequests: disabled,
  resourceIndicators: disabled,
  rpInitiatedLogout: disabled,
  userinfo: disabled,
  revocation: { enabled: true, allowedPolicy: (_ctx, client, token) => token.clientId === client.clientId },
};

// Cognito: a code works for 5 minutes, a started login for the 3 minutes of the pool's auth session.
const codeSeconds = 5 * 60;
const formSeconds = 3 * 60;

const lifetimes = (client: CognitoClient): Configuration['ttl'] => {
  const refreshSeconds = client.refreshTokenDays * 24 * 60 * 60;
  return {
    AccessToken: client.accessTokenMinutes * 60,
    AuthorizationCode: codeSeconds,
    // It has to outlive the refresh token of a code that was used at the last moment.
    Grant: refreshSeconds + codeSeconds,
    IdToken: client.idTokenMinutes * 60,
    Interaction: formSeconds,
    RefreshToken: refreshSeconds,
    Session: formSeconds,
  };
};

const clientMetadata = (client: CognitoClient) => ({
  client_id: client.clientId,
  client_secret: client.clientSecret,
  client_name: client.clientName,
  redirect_uris: [...client.callbackUrls],
  grant_types: ['authorization_code', 'refresh_token'],
  response_types: ['code' as const],
  scope: client.scopes.join(' '),
  // Registered for basic, the library takes the secret in the form as well.
  token_endpoint_auth_method: 'client_secret_basic' as const,
});

const showDeadEnd =
  (client: CognitoClient): Configuration['renderError'] =>
  (ctx, { error, error_description: description }) => {
    const page = deadEndPage({
      language: chooseLanguage(ctx.get('accept-language')),
      client,
      reason: ctx.status >= 500 ? 'broken' : ctx.oidc.route === 'resume' ? 'expired' : 'misconfigured',
      detail: description === undefined ? error : `${error}: ${description}`,
    });
    ctx.set(page.headers);
    ctx.body = page.html;
  };

const configuration = ({ options, keys, artifacts, people }: Deps): Configuration => {
  const mountPath = new URL(options.baseUrl).pathname;
  return {
    adapter: artifacts.adapter,
    clients: [clientMetadata(options.client)],
    jwks: { keys: [keys.idToken, keys.accessToken] },
    scopes: [...new Set([...poolScopes, ...options.client.scopes])],
    claims: { openid: ['sub'] },
    routes,
    features,
    ttl: lifetimes(options.client),
    cookies: {
      names: { session: 'cognito_session', interaction: 'cognito_login', resume: 'cognito_login_resume' },
      long: { httpOnly: true, sameSite: 'lax', path: mountPath },
      short: { httpOnly: true, sameSite: 'lax' },
    },
    // As Cognito: redirect_uri is wanted at the token endpoint, PKCE is checked where it is used, nothing rotates.
    allowOmittingSingleRegisteredRedirectUri: false,
    pkce: { required: () => false },
    rotateRefreshToken: false,
    issueRefreshToken: () => true,
    expiresWithSession: () => false,
    clientBasedCORS: () => true,
    clockTolerance: 0,
    extraParams: { identity_provider: null, login_hint: logInByHint({ options, people }) },
    interactions: { policy: askWhoItIs(), url: (_ctx, { uid }) => `${mountPath}/login/${uid}` },
    loadExistingGrant: grantEverything,
    findAccount: (_ctx, sub) =>
      people.nameOf(sub) === undefined ? undefined : { accountId: sub, claims: () => ({ sub }) },
    renderError: showDeadEnd(options.client),
  };
};

/** oidc-provider, set up as a Cognito user pool with one client. Its issuer is the pool's; its address is not. */
export const createAuthorizationServer = (deps: Deps): Provider => {
  const provider = new Provider(deps.options.issuerUrl, configuration(deps));
  const log = deps.options.log ?? ((line: string) => process.stderr.write(`${line}\n`));
  provider.on('server_error', (ctx, error) => log(`cognito: ${ctx.method} ${ctx.oidc.route} failed: ${error.message}`));
  return provider;
};
