import { type Fact, known, mapFact, unknown } from '../fact.ts';
import { block, elements, flagIn, isDeferred, type JsonNode, member, numberIn, textIn, textsIn } from '../json-node.ts';
import type { Client, Pool } from '../surface.ts';
import { unitSeconds } from '../token-unit.ts';
import { argumentsOf, type Resource, type Resources } from './resource.ts';
import { nameOf } from './websocket-apis.ts';

const classes = ['lowercase', 'uppercase', 'numbers', 'symbols'];

/** User pools. Where nothing is said, Cognito's own defaults hold. */
export const poolsOf = (resources: Resources): readonly Pool[] =>
  resources.ofType('aws_cognito_user_pool').map((pool) => {
    const at = argumentsOf(pool);
    const password = block(at, 'password_policy');
    return {
      id: textIn(member(at, 'id')),
      name: nameOf(pool),
      region: pool.region,
      passwordMinimumLength: numberIn(member(password, 'minimum_length'), 8),
      // Without a password policy Cognito demands all four.
      passwordClasses: known(
        password.value === undefined ? classes : classes.filter((name) => isDemanded(password, name)),
        password.where,
      ),
      mfa: textIn(member(at, 'mfa_configuration'), 'OFF'),
      deletionProtected: mapFact(textIn(member(at, 'deletion_protection'), 'INACTIVE'), (state) => state === 'ACTIVE'),
      selfSignUp: mapFact(
        flagIn(member(block(at, 'admin_create_user_config'), 'allow_admin_create_user_only'), false),
        (adminOnly) => !adminOnly,
      ),
      recovery: recoveryOf(pool),
      where: pool.address,
    };
  });

const isDemanded = (password: JsonNode, name: string): boolean => {
  const flag = flagIn(member(password, `require_${name}`), false);
  return flag.known && flag.value;
};

const recoveryOf = (pool: Resource): Fact<readonly string[]> => {
  const setting = block(argumentsOf(pool), 'account_recovery_setting');
  const mechanisms = elements(member(setting, 'recovery_mechanism')).map((mechanism) => ({
    name: String(member(mechanism, 'name').value),
    priority: Number(member(mechanism, 'priority').value),
  }));
  return known(
    mechanisms.toSorted((a, b) => a.priority - b.priority).map(({ name }) => name),
    setting.where,
  );
};

/** App clients. */
export const clientsOf = (resources: Resources): readonly Client[] =>
  resources.ofType('aws_cognito_user_pool_client').map((client) => {
    const at = argumentsOf(client);
    const list = (name: string) => textsIn(member(at, name), []);
    return {
      id: textIn(member(at, 'id')),
      name: nameOf(client),
      pool: poolNamed(resources, client),
      hasSecret: hasSecret(client),
      providers: list('supported_identity_providers'),
      oauthFlows: list('allowed_oauth_flows'),
      scopes: list('allowed_oauth_scopes'),
      authFlows: list('explicit_auth_flows'),
      callbackUrls: list('callback_urls'),
      logoutUrls: list('logout_urls'),
      accessTokenSeconds: tokenSeconds(client, 'access_token', { amount: 1, unit: 'hours' }),
      refreshTokenSeconds: tokenSeconds(client, 'refresh_token', { amount: 30, unit: 'days' }),
      revocable: flagIn(member(at, 'enable_token_revocation'), true),
      hidesUserExistence: mapFact(
        textIn(member(at, 'prevent_user_existence_errors'), 'LEGACY'),
        (mode) => mode === 'ENABLED',
      ),
      where: client.address,
    };
  });

const poolNamed = (resources: Resources, client: Resource): Fact<string> => {
  const where = `${client.address}.user_pool_id`;
  const id = client.values['user_pool_id'];
  const pool = resources.named(id, 'aws_cognito_user_pool');
  if (pool) return known(nameOf(pool), where);
  return typeof id === 'string' && !isDeferred(id) ? known(id, where) : unknown(where);
};

/** An imported client does not show `generate_secret`; its secret itself is read. */
const hasSecret = ({ address, values }: Resource): Fact<boolean> => {
  const secret = values['client_secret'];
  if (typeof secret === 'string' && !isDeferred(secret)) return known(secret !== '', `${address}.client_secret`);
  return flagIn(member({ value: values, where: address }, 'generate_secret'), false);
};

type Life = { readonly amount: number; readonly unit: string };

const tokenSeconds = (client: Resource, token: string, byDefault: Life): Fact<number> => {
  const at = argumentsOf(client);
  const unit = textIn(member(block(at, 'token_validity_units'), token), byDefault.unit);
  // 0 is how the provider writes Cognito's default.
  const amount = mapFact(numberIn(member(at, `${token}_validity`), 0), (value) => value);
  if (!unit.known || !amount.known) return unit.known ? unknown(`${client.address}.${token}_validity`) : unit;
  const life = amount.value === 0 ? byDefault : { amount: amount.value, unit: unit.value };
  return known(life.amount * unitSeconds(life.unit), amount.where);
};
