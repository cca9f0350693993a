import { type Fact, known, mapFact, unknown } from '../fact.ts';
import { elements, flagIn, type JsonNode, member, numberIn, textIn, textsIn } from '../json-node.ts';
import type { Client, Pool } from '../surface.ts';
import { unitSeconds } from '../token-unit.ts';
import type { Answers } from './answers.ts';

const classes = { lowercase: 'Lowercase', uppercase: 'Uppercase', numbers: 'Numbers', symbols: 'Symbols' };

/** The user pools that the answers show. */
export const poolsOf = (answers: Answers): readonly Pool[] =>
  answers.all('cognito-idp-describe-user-pool').map(({ node }) => {
    const at = member(node, 'UserPool');
    const password = member(member(at, 'Policies'), 'PasswordPolicy');
    const mechanisms = member(member(at, 'AccountRecoverySetting'), 'RecoveryMechanisms');
    return {
      id: textIn(member(at, 'Id')),
      name: String(member(at, 'Name').value),
      region: mapFact(textIn(member(at, 'Id')), (id) => id.split('_')[0] ?? ''),
      passwordMinimumLength: numberIn(member(password, 'MinimumLength')),
      passwordClasses: known(
        Object.entries(classes).flatMap(([name, word]) =>
          member(password, `Require${word}`).value === true ? [name] : [],
        ),
        password.where,
      ),
      mfa: textIn(member(at, 'MfaConfiguration'), 'OFF'),
      deletionProtected: mapFact(textIn(member(at, 'DeletionProtection'), 'INACTIVE'), (state) => state === 'ACTIVE'),
      selfSignUp: mapFact(
        flagIn(member(member(at, 'AdminCreateUserConfig'), 'AllowAdminCreateUserOnly'), false),
        (adminOnly) => !adminOnly,
      ),
      recovery: known(recoveryNames(mechanisms), mechanisms.where),
      where: at.where,
    };
  });

const recoveryNames = (mechanisms: JsonNode): readonly string[] =>
  elements(mechanisms)
    .map((mechanism) => ({
      name: String(member(mechanism, 'Name').value),
      priority: Number(member(mechanism, 'Priority').value),
    }))
    .toSorted((a, b) => a.priority - b.priority)
    .map(({ name }) => name);

/** The app clients that the answers show. */
export const clientsOf = (answers: Answers): readonly Client[] => {
  const poolNames = new Map(poolsOf(answers).map(({ id, name }) => [id.known ? id.value : '', name]));
  return answers.all('cognito-idp-describe-user-pool-client').map(({ node }) => {
    const at = member(node, 'UserPoolClient');
    const list = (name: string) => textsIn(member(at, name), []);
    return {
      id: textIn(member(at, 'ClientId')),
      name: String(member(at, 'ClientName').value),
      pool: mapFact(textIn(member(at, 'UserPoolId')), (id) => poolNames.get(id) ?? id),
      // A client without a secret has no such member.
      hasSecret: known(member(at, 'ClientSecret').value !== undefined, member(at, 'ClientSecret').where),
      providers: list('SupportedIdentityProviders'),
      oauthFlows: list('AllowedOAuthFlows'),
      scopes: list('AllowedOAuthScopes'),
      authFlows: list('ExplicitAuthFlows'),
      callbackUrls: list('CallbackURLs'),
      logoutUrls: list('LogoutURLs'),
      accessTokenSeconds: tokenSeconds(at, 'AccessToken', { amount: 1, unit: 'hours' }),
      refreshTokenSeconds: tokenSeconds(at, 'RefreshToken', { amount: 30, unit: 'days' }),
      revocable: flagIn(member(at, 'EnableTokenRevocation'), true),
      hidesUserExistence: mapFact(
        textIn(member(at, 'PreventUserExistenceErrors'), 'LEGACY'),
        (mode) => mode === 'ENABLED',
      ),
      where: at.where,
    };
  });
};

const tokenSeconds = (client: JsonNode, token: string, byDefault: { amount: number; unit: string }): Fact<number> => {
  const unit = textIn(member(member(client, 'TokenValidityUnits'), token), byDefault.unit);
  const amount = numberIn(member(client, `${token}Validity`), 0);
  if (!unit.known || !amount.known) return unknown(client.where);
  const life = amount.value === 0 ? byDefault : { amount: amount.value, unit: unit.value };
  return known(life.amount * unitSeconds(life.unit), amount.where);
};
