import { expect, test } from 'vitest';
import { resource, synthesizedStack } from '../../test/synthesized-stack.ts';

const prod = synthesizedStack('prod');

test('the pool keeps every live value', () => {
  const { '//': _, ...pool } = resource(prod, 'aws_cognito_user_pool.login');

  expect(pool).toEqual({
    name: 'Tarotchat-CognitoUserPool',
    provider: 'aws.user-pool',
    username_attributes: ['email'],
    username_configuration: { case_sensitive: false },
    auto_verified_attributes: ['email'],
    mfa_configuration: 'OFF',
    deletion_protection: 'ACTIVE',
    password_policy: {
      minimum_length: 8,
      require_lowercase: true,
      require_numbers: true,
      require_symbols: true,
      require_uppercase: true,
      temporary_password_validity_days: 7,
    },
    account_recovery_setting: {
      recovery_mechanism: [
        { name: 'verified_email', priority: 1 },
        { name: 'verified_phone_number', priority: 2 },
      ],
    },
    admin_create_user_config: { allow_admin_create_user_only: false },
    email_configuration: { email_sending_account: 'COGNITO_DEFAULT' },
    verification_message_template: { default_email_option: 'CONFIRM_WITH_CODE' },
    lifecycle: { prevent_destroy: true },
  });
});

test('the client keeps its live values, without localhost and password flows, with a logout URL', () => {
  const { '//': _, ...client } = resource(prod, 'aws_cognito_user_pool_client.login');

  expect(client).toEqual({
    name: 'TarotchatAI',
    provider: 'aws.user-pool',
    user_pool_id: '${aws_cognito_user_pool.login.id}',
    generate_secret: true,
    explicit_auth_flows: ['ALLOW_REFRESH_TOKEN_AUTH'],
    supported_identity_providers: ['${aws_cognito_identity_provider.login.provider_name}'],
    callback_urls: ['https://d84l1y8p4kdic.cloudfront.net'],
    logout_urls: ['https://d84l1y8p4kdic.cloudfront.net'],
    allowed_oauth_flows_user_pool_client: true,
    allowed_oauth_flows: ['code'],
    allowed_oauth_scopes: ['email', 'openid', 'profile'],
    access_token_validity: 60,
    id_token_validity: 60,
    refresh_token_validity: 5,
    token_validity_units: [{ access_token: 'minutes', id_token: 'minutes', refresh_token: 'days' }],
    auth_session_validity: 3,
    prevent_user_existence_errors: 'ENABLED',
    enable_token_revocation: true,
    enable_propagate_additional_user_context_data: false,
    lifecycle: { prevent_destroy: true, ignore_changes: ['generate_secret'] },
  });
});

test('in no environment may an imported client be replaced for its secret', () => {
  for (const environment of ['local', 'dev', 'prod'] as const) {
    const client = resource(synthesizedStack(environment), 'aws_cognito_user_pool_client.login');
    expect(client['lifecycle']).toMatchObject({ ignore_changes: ['generate_secret'] });
  }
});

test('Kakao is the OpenID provider, its secret comes from a sensitive variable and no email is asked for', () => {
  expect(resource(prod, 'aws_cognito_identity_provider.login')).toMatchObject({
    provider_name: 'KakaoLogin',
    provider_type: 'OIDC',
    provider_details: {
      oidc_issuer: 'https://kauth.kakao.com',
      client_id: '${var.kakao_client_id}',
      client_secret: '${var.kakao_client_secret}',
      authorize_scopes: 'openid profile_nickname',
    },
    attribute_mapping: { username: 'sub', nickname: 'nickname', email: 'email' },
  });
  expect(prod.variable['kakao_client_secret']).toMatchObject({ sensitive: true });
  expect(prod.variable['kakao_client_secret']).not.toHaveProperty('default');
});

test('the local client sends people back to the page of the local runtime', () => {
  const local = synthesizedStack('local');

  expect(resource(local, 'aws_cognito_user_pool_client.login')).toMatchObject({
    callback_urls: ['http://localhost:3001/login_test.html'],
    logout_urls: ['http://localhost:3001/login_test.html'],
  });
  expect(resource(local, 'aws_cognito_user_pool.login')).toMatchObject({ deletion_protection: 'INACTIVE' });
});
