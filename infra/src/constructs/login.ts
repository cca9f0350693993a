import { CognitoIdentityProvider } from '@cdktf/provider-aws/lib/cognito-identity-provider/index.js';
import { CognitoUserPool } from '@cdktf/provider-aws/lib/cognito-user-pool/index.js';
import { CognitoUserPoolClient } from '@cdktf/provider-aws/lib/cognito-user-pool-client/index.js';
import { CognitoUserPoolDomain } from '@cdktf/provider-aws/lib/cognito-user-pool-domain/index.js';
import { tokenLife } from '@tarotchat/declarations';
import type { TerraformProvider } from 'cdktf';
import { Construct } from 'constructs';
import { holdsLive, servesOldClients } from '../adoption/adoption.ts';
import type { EnvironmentConfig } from '../config/environment.ts';
import type { Names } from '../naming.ts';
import type { PageAddresses } from './page-addresses.ts';

type LoginSettings = {
  readonly config: EnvironmentConfig;
  readonly names: Names;
  readonly page: PageAddresses;
  /** Of the pool's own region. */
  readonly provider: TerraformProvider;
  readonly kakao: { readonly clientId: string; readonly clientSecret: string };
};

/** OAuth scopes that the page asks for. */
export const loginScopes = ['email', 'openid', 'profile'] as const;

/** The user pool with Kakao behind it, its one client and its hosted login. */
export class Login extends Construct {
  readonly pool: CognitoUserPool;
  readonly client: CognitoUserPoolClient;
  /** `https://<domain>.auth.<region>.amazoncognito.com`, without a path. */
  readonly hostedLoginUrl: string;

  constructor(scope: Construct, id: string, settings: LoginSettings) {
    super(scope, id);
    const { config, names, page, provider } = settings;
    const kept = { provider, ...(config.keepsState && { lifecycle: { preventDestroy: true } }) };

    this.pool = new CognitoUserPool(this, 'cognito_user_pool', { ...kept, ...livePool, ...poolOf(config, names) });
    const kakao = this.kakao(settings);
    this.client = new CognitoUserPoolClient(this, 'cognito_user_pool_client', {
      ...kept,
      ...liveClient,
      // Of an imported client it is never said: with it AWS provider 5.100.0 fails at the first update ("unexpected new
      // value: .generate_secret: was null, but now cty.True").
      ...(!config.adoption && { generateSecret: true }),
      name: names.userPoolClient,
      userPoolId: this.pool.id,
      supportedIdentityProviders: [kakao.providerName],
      callbackUrls: [...page.callbackUrls],
      logoutUrls: [...page.logoutUrls],
      ...asOldClientsNeed(config),
      lifecycle: {
        ...(config.keepsState && { preventDestroy: true }),
        // Without it an imported client would be replaced: the provider does not read whether it has a secret.
        ignoreChanges: ['generate_secret'],
      },
    });
    const domain = new CognitoUserPoolDomain(this, 'cognito_user_pool_domain', {
      ...kept,
      domain: names.loginDomain,
      userPoolId: this.pool.id,
    });
    this.hostedLoginUrl = `https://${domain.domain}.auth.${config.regions.userPool}.amazoncognito.com`;
  }

  /** Kakao as OpenID provider. https://developers.kakao.com/docs/latest/en/kakaologin/rest-api */
  private kakao({ config, names, provider, kakao }: LoginSettings): CognitoIdentityProvider {
    return new CognitoIdentityProvider(this, 'cognito_identity_provider', {
      provider,
      userPoolId: this.pool.id,
      providerName: names.identityProvider,
      providerType: 'OIDC',
      providerDetails: {
        client_id: kakao.clientId,
        client_secret: kakao.clientSecret,
        oidc_issuer: 'https://kauth.kakao.com',
        attributes_request_method: 'GET',
        // Not account_email: Kakao refuses the login where the Kakao app is not a Biz app with that consent item.
        authorize_scopes: 'openid profile_nickname',
      },
      // An email comes only from some people: it is taken where it comes and never required.
      attributeMapping: { username: 'sub', nickname: 'nickname', email: 'email' },
      lifecycle: {
        ignoreChanges: holdsLive(config.adoption)
          ? // What Kakao is asked for, and how, is not changed under old clients.
            ['provider_details', 'attribute_mapping']
          : // Cognito adds what it finds at the issuer: without this every plan would want to take it away.
            discovered.map((key) => `provider_details["${key}"]`),
      },
    });
  }
}

const discovered = ['attributes_url', 'attributes_url_add_attributes', 'authorize_url', 'jwks_uri', 'token_url'];

/** Old clients log in as they always did: until the cut-over nothing of it is taken away. */
const asOldClientsNeed = ({ adoption, login }: EnvironmentConfig) =>
  servesOldClients(adoption) && {
    callbackUrls: [...new Set([...adoption.live.login.callbackUrls, ...login.callbackUrls])],
    explicitAuthFlows: [...adoption.live.login.explicitAuthFlows],
  };

const poolOf = (config: EnvironmentConfig, names: Names) => ({
  name: names.userPool,
  deletionProtection: config.keepsState ? 'ACTIVE' : 'INACTIVE',
});

/** The live pool as it is. Sign-in names and their case cannot change: another value would replace the pool. */
const livePool = {
  usernameAttributes: ['email'],
  usernameConfiguration: { caseSensitive: false },
  autoVerifiedAttributes: ['email'],
  mfaConfiguration: 'OFF',
  passwordPolicy: {
    minimumLength: 8,
    requireUppercase: true,
    requireLowercase: true,
    requireNumbers: true,
    requireSymbols: true,
    temporaryPasswordValidityDays: 7,
  },
  accountRecoverySetting: {
    recoveryMechanism: [
      { name: 'verified_email', priority: 1 },
      { name: 'verified_phone_number', priority: 2 },
    ],
  },
  adminCreateUserConfig: { allowAdminCreateUserOnly: false },
  emailConfiguration: { emailSendingAccount: 'COGNITO_DEFAULT' },
  verificationMessageTemplate: { defaultEmailOption: 'CONFIRM_WITH_CODE' },
};

/** The live client, without the password flows: Kakao is the only way in. */
const liveClient = {
  explicitAuthFlows: ['ALLOW_REFRESH_TOKEN_AUTH'],
  allowedOauthFlowsUserPoolClient: true,
  allowedOauthFlows: ['code'],
  allowedOauthScopes: [...loginScopes],
  accessTokenValidity: tokenLife.accessTokenSeconds / 60,
  idTokenValidity: tokenLife.accessTokenSeconds / 60,
  refreshTokenValidity: tokenLife.refreshTokenSeconds / 86_400,
  tokenValidityUnits: [{ accessToken: 'minutes', idToken: 'minutes', refreshToken: 'days' }],
  authSessionValidity: 3,
  preventUserExistenceErrors: 'ENABLED',
  enableTokenRevocation: true,
  enablePropagateAdditionalUserContextData: false,
};
