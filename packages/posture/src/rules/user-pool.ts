import { knownValue } from '../fact.ts';
import { forEachOf, holds, judge, type Outcome, type Rule, untold } from '../rule.ts';
import type { Client, Pool, Surface } from '../surface.ts';
import { passwordFlowsAmong } from './password-flows.ts';

const forEachPool = (
  { pools, clients }: Surface,
  check: (subject: string, pool: Pool, clients: readonly Client[]) => Outcome,
): readonly Outcome[] =>
  forEachOf(pools, 'user pools', (pool) =>
    check(
      `pool ${pool.name}`,
      pool,
      clients.items.filter((client) => knownValue(client.pool) === pool.name),
    ),
  );

/** People with a password in the pool itself, not from an outside identity provider. */
const takesPasswords = (clients: readonly Client[]): boolean =>
  clients.some(
    ({ providers }) => providers.known && (providers.value.length === 0 || providers.value.includes('COGNITO')),
  );

const seesProviders = (clients: readonly Client[]): boolean =>
  clients.length > 0 && clients.every(({ providers }) => providers.known);

/** False only where every client is known to give an account of the pool itself no way to sign in. */
const mayLetOwnAccountsIn = (clients: readonly Client[]): boolean =>
  clients.some(({ authFlows }) => !authFlows.known || passwordFlowsAmong(authFlows.value).length > 0);

/** Rules about passwords say nothing where nobody has one. */
const onlyWithPasswords =
  (check: (subject: string, pool: Pool) => Outcome) =>
  (subject: string, pool: Pool, clients: readonly Client[]): Outcome => {
    if (takesPasswords(clients)) return check(subject, pool);
    return seesProviders(clients) ? holds(subject) : untold(subject, 'the identity providers of the pool’s clients');
  };

export const poolPasswordWeak: Rule = {
  id: 'pool-password-weak',
  area: 'user pool',
  severity: 'medium',
  title: 'The password policy takes short or simple passwords',
  attack: 'Lists of common passwords are tried against every account.',
  mend: 'Demand 8 characters with all four classes, or 12 without.',
  check: (surface) =>
    forEachPool(surface, (subject, { passwordMinimumLength, passwordClasses }) => {
      if (!passwordClasses.known) return untold(subject, passwordClasses.wouldTell);
      const classes = passwordClasses.value.length;
      return judge(subject, passwordMinimumLength, {
        isBroken: (length) => length < 8 || (classes < 4 && length < 12),
        show: (length) => `${length} characters, ${classes} classes`,
      });
    }),
};

export const poolMfaOff: Rule = {
  id: 'pool-mfa-off',
  area: 'user pool',
  severity: 'medium',
  title: 'People sign in with a password and no second factor',
  attack: 'A password that leaked elsewhere is all it takes.',
  mend: 'Set MFA to OPTIONAL or ON with TOTP or passkeys.',
  check: (surface) =>
    forEachPool(
      surface,
      onlyWithPasswords((subject, { mfa }) => judge(subject, mfa, { isBroken: (mode) => mode === 'OFF' })),
    ),
};

export const poolRecoveryByPhone: Rule = {
  id: 'pool-recovery-by-phone',
  area: 'user pool',
  severity: 'low',
  title: 'A forgotten password can be reset by SMS',
  attack: 'Who gets the phone number moved to their own SIM card gets the account.',
  mend: 'Keep verified_email alone as recovery.',
  check: (surface) =>
    forEachPool(
      surface,
      onlyWithPasswords((subject, { recovery }) =>
        judge(subject, recovery, {
          isBroken: (names) => names.length === 0 || names.includes('verified_phone_number'),
        }),
      ),
    ),
};

export const poolSelfSignUp: Rule = {
  id: 'pool-self-sign-up',
  area: 'user pool',
  severity: 'medium',
  title: 'Anyone can create an account with a password though people log in through an outside provider only',
  attack:
    'SignUp is a public call: with the client’s id and its leaked secret, somebody makes accounts beside the provider, with an email address of their choice.',
  mend: 'Set AllowAdminCreateUserOnly (a first login through the outside provider is not a SignUp; try one on a development pool first).',
  check: (surface) =>
    forEachPool(surface, (subject, { selfSignUp }, clients) => {
      if (takesPasswords(clients)) return holds(subject);
      if (!seesProviders(clients)) return untold(subject, 'the identity providers of the pool’s clients');
      // Two findings: whoever lives with accounts that are stuck outside has not agreed to ones that come in.
      const finding = mayLetOwnAccountsIn(clients) ? subject : `${subject}, accounts with no way in`;
      return judge(finding, selfSignUp, { isBroken: (open) => open, show: () => 'self sign-up allowed' });
    }),
};

export const poolDeletionUnprotected: Rule = {
  id: 'pool-deletion-unprotected',
  area: 'user pool',
  severity: 'high',
  title: 'The user pool can be deleted by one call',
  attack:
    'A mistaken or malicious call, or a plan that replaces it, ends every account for good; a pool has no backup.',
  mend: 'Set deletion protection to ACTIVE.',
  check: (surface) =>
    forEachPool(surface, (subject, { deletionProtected }) =>
      judge(subject, deletionProtected, { isBroken: (isProtected) => !isProtected, show: () => 'INACTIVE' }),
    ),
};
