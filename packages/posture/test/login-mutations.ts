import type { Mutation } from './mutation.ts';
import { argumentsAt, rewritePolicy, type Stack } from './own-stack.ts';

const ofPool = (values: { [argument: string]: unknown }) => (stack: Stack) => {
  Object.assign(argumentsAt(stack, 'aws_cognito_user_pool.login'), values);
};
const ofClient = (values: { [argument: string]: unknown }) => (stack: Stack) => {
  Object.assign(argumentsAt(stack, 'aws_cognito_user_pool_client.login'), values);
};

const page = 'https://d84l1y8p4kdic.cloudfront.net';
const emailOnly = { recovery_mechanism: [{ name: 'verified_email', priority: 1 }] };
/** People with passwords in the pool itself, as it should be done. */
const withPasswords = (stack: Stack): void => {
  ofClient({ supported_identity_providers: ['COGNITO', 'KakaoLogin'] })(stack);
  ofPool({ mfa_configuration: 'ON', account_recovery_setting: emailOnly })(stack);
};

const signUpClosed = ofPool({ admin_create_user_config: { allow_admin_create_user_only: true } });

export const loginMutations: readonly Mutation[] = [
  {
    rule: 'pool-password-weak',
    what: 'six characters are enough',
    breaking: ofPool({ password_policy: { minimum_length: 6, require_lowercase: true } }),
  },
  {
    rule: 'pool-mfa-off',
    what: 'a password is all it takes',
    given: withPasswords,
    breaking: ofPool({ mfa_configuration: 'OFF' }),
  },
  {
    rule: 'pool-recovery-by-phone',
    what: 'a password can be reset by SMS',
    given: withPasswords,
    breaking: ofPool({
      account_recovery_setting: { recovery_mechanism: [{ name: 'verified_phone_number', priority: 1 }] },
    }),
  },
  {
    rule: 'pool-self-sign-up',
    what: 'anybody may make an account beside Kakao',
    isSuppressed: true,
    given: signUpClosed,
    breaking: ofPool({ admin_create_user_config: { allow_admin_create_user_only: false } }),
  },
  {
    rule: 'pool-deletion-unprotected',
    what: 'the pool can be deleted',
    breaking: ofPool({ deletion_protection: 'INACTIVE' }),
  },
  {
    rule: 'client-secret-with-static-page',
    what: 'no function may read the client’s secret',
    breaking: (stack) =>
      rewritePolicy(stack, 'auth', (policy) =>
        policy.replace('cognito-idp:DescribeUserPoolClient', 'xray:PutTraceSegments'),
      ),
  },
  {
    rule: 'client-implicit-flow',
    what: 'tokens come back in the URL',
    breaking: ofClient({ allowed_oauth_flows: ['code', 'implicit'] }),
  },
  {
    rule: 'client-localhost-callback',
    what: 'production logins may end on localhost',
    breaking: ofClient({ callback_urls: [page, 'http://localhost:3001/login_test.html'] }),
  },
  {
    rule: 'client-http-callback',
    what: 'logins come back over http',
    breaking: ofClient({ callback_urls: [page, 'http://example.com/'] }),
  },
  { rule: 'client-logout-url-missing', what: 'there is no logout URL', breaking: ofClient({ logout_urls: [] }) },
  {
    rule: 'client-token-life-long',
    what: 'access tokens live a day',
    breaking: ofClient({
      access_token_validity: 24,
      token_validity_units: [{ access_token: 'hours', refresh_token: 'days' }],
    }),
  },
  {
    rule: 'client-unused-auth-flows',
    what: 'SRP is on though Kakao is the only way in',
    given: signUpClosed,
    breaking: ofClient({ explicit_auth_flows: ['ALLOW_REFRESH_TOKEN_AUTH', 'ALLOW_USER_SRP_AUTH'] }),
  },
  {
    rule: 'client-password-flow',
    what: 'passwords are sent as they are',
    given: withPasswords,
    breaking: ofClient({ explicit_auth_flows: ['ALLOW_REFRESH_TOKEN_AUTH', 'ALLOW_USER_PASSWORD_AUTH'] }),
  },
  {
    rule: 'client-revocation-off',
    what: 'tokens cannot be revoked',
    breaking: ofClient({ enable_token_revocation: false }),
  },
  {
    rule: 'client-shows-user-existence',
    what: 'errors tell who has an account',
    breaking: ofClient({ prevent_user_existence_errors: 'LEGACY' }),
  },
  {
    rule: 'client-admin-scope',
    what: 'the page may change the account',
    breaking: ofClient({ allowed_oauth_scopes: ['openid', 'aws.cognito.signin.user.admin'] }),
  },
];
