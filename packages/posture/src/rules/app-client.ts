import { knownValue } from '../fact.ts';
import { broken, holds, judge, type Rule, untold } from '../rule.ts';
import { allows } from '../statement-match.ts';
import type { Client, Surface } from '../surface.ts';
import { forEachClient } from './for-each-client.ts';
import { passwordFlowsAmong } from './password-flows.ts';

export const clientSecretWithStaticPage: Rule = {
  id: 'client-secret-with-static-page',
  area: 'app client',
  severity: 'high',
  title: 'The client has a secret, its login ends on a page, and no server is seen that exchanges the code',
  attack:
    'A page that exchanges the code itself carries the secret to every visitor; with it anybody acts as this client. A secret that was pasted or shipped once has leaked.',
  mend: 'Let a server exchange the code (a function that alone may read the secret), and rotate the secret: make a new client or secret, move over, remove the old.',
  check: (surface) =>
    forEachClient(surface, (subject, { hasSecret, oauthFlows, callbackUrls }) => {
      if (!hasSecret.known) return untold(subject, hasSecret.wouldTell);
      if (!hasSecret.value || knownValue(oauthFlows)?.includes('code') === false) return holds(subject);
      if (!callbackUrls.known) return untold(subject, callbackUrls.wouldTell);
      const pages = callbackUrls.value.filter(isPage);
      if (pages.length === 0 || readsSecret(surface)) return holds(subject);
      // A role that is there with a policy nobody can read may be that server's; where no role was seen at all, none is.
      const unread = surface.roles.items.find(({ statements }) => !statements.complete.known);
      if (unread && !unread.statements.complete.known) return untold(subject, unread.statements.complete.wouldTell);
      return broken(
        subject,
        { value: 'has a client secret', where: hasSecret.where },
        ...pages.map((value) => ({ value, where: callbackUrls.where })),
      );
    }),
};

/** The address of a document, not of a handler: the root, a folder or an .html file. */
const isPage = (url: string): boolean => URL.canParse(url) && /(\/|\.html?)$/.test(new URL(url).pathname);

const readsSecret = ({ roles }: Surface): boolean =>
  roles.items.some(({ statements }) =>
    statements.items.some((statement) =>
      ['cognito-idp:DescribeUserPoolClient', 'secretsmanager:GetSecretValue'].some((action) =>
        allows(statement, action, /./),
      ),
    ),
  );

export const clientImplicitFlow: Rule = {
  id: 'client-implicit-flow',
  area: 'app client',
  severity: 'high',
  title: 'The implicit flow is on',
  attack:
    'Tokens come back in the URL: history, extensions and open redirects read them, and no PKCE protects the exchange.',
  mend: 'Allow the code flow only.',
  check: (surface) =>
    forEachClient(surface, (subject, { oauthFlows }) =>
      judge(subject, oauthFlows, { isBroken: (flows) => flows.includes('implicit') }),
    ),
};

const longestAccessSeconds = 3_600;
const longestRefreshSeconds = 30 * 86_400;

export const clientTokenLifeLong: Rule = {
  id: 'client-token-life-long',
  area: 'app client',
  severity: 'medium',
  title: 'Tokens live long',
  attack:
    'A stolen access token works until it expires (beyond an hour, here), a stolen refresh token for more than a month.',
  mend: 'Let access tokens live an hour at most, refresh tokens 30 days.',
  check: (surface) =>
    forEachClient(surface, (subject, { accessTokenSeconds, refreshTokenSeconds }) => {
      const refresh = judge(subject, refreshTokenSeconds, {
        isBroken: (seconds) => seconds > longestRefreshSeconds,
        show: (seconds) => `refresh token: ${seconds / 86_400} days`,
      });
      const access = judge(subject, accessTokenSeconds, {
        isBroken: (seconds) => seconds > longestAccessSeconds,
        show: (seconds) => `access token: ${seconds / 60} minutes`,
      });
      return [refresh, access].find(({ kind }) => kind === 'broken') ?? (access.kind === 'holds' ? refresh : access);
    }),
};

const isPasswordless = ({ providers }: Client): boolean =>
  providers.known && providers.value.length > 0 && !providers.value.includes('COGNITO');

export const clientUnusedAuthFlows: Rule = {
  id: 'client-unused-auth-flows',
  area: 'app client',
  severity: 'medium',
  title: 'Password flows are on though people log in through an outside provider only',
  attack:
    'The pool’s own API takes password guesses for accounts that nobody watches: hiding COGNITO on the login page does not close it.',
  mend: 'Leave ALLOW_REFRESH_TOKEN_AUTH alone.',
  check: (surface) =>
    forEachClient(surface, (subject, client) => {
      if (!client.providers.known) return untold(subject, client.providers.wouldTell);
      if (!isPasswordless(client)) return holds(subject);
      return judge(subject, client.authFlows, {
        isBroken: (flows) => passwordFlowsAmong(flows).length > 0,
        show: (flows) => passwordFlowsAmong(flows).join(', '),
      });
    }),
};

const plainPassword = /USER_PASSWORD_AUTH$|ADMIN_NO_SRP_AUTH$/;

export const clientPasswordFlow: Rule = {
  id: 'client-password-flow',
  area: 'app client',
  severity: 'medium',
  title: 'Passwords are sent as they are',
  attack:
    'Whatever stands between page and pool (a proxy, a log, a script) sees the password, where SRP would show it nothing.',
  mend: 'Use ALLOW_USER_SRP_AUTH or the hosted login.',
  check: (surface) =>
    forEachClient(surface, (subject, client) =>
      isPasswordless(client)
        ? holds(subject)
        : judge(subject, client.authFlows, { isBroken: (flows) => flows.some((flow) => plainPassword.test(flow)) }),
    ),
};

export const clientRevocationOff: Rule = {
  id: 'client-revocation-off',
  area: 'app client',
  severity: 'high',
  title: 'Tokens cannot be revoked',
  attack: 'A stolen refresh token makes new access tokens until it expires; signing out does not stop it.',
  mend: 'Turn token revocation on.',
  check: (surface) =>
    forEachClient(surface, (subject, { revocable }) =>
      judge(subject, revocable, { isBroken: (on) => !on, show: () => 'revocation off' }),
    ),
};

export const clientShowsUserExistence: Rule = {
  id: 'client-shows-user-existence',
  area: 'app client',
  severity: 'medium',
  title: 'Error messages tell whether an account exists',
  attack: 'A list of addresses is tried to learn who uses the service, for phishing and for password guesses.',
  mend: 'Set PreventUserExistenceErrors to ENABLED.',
  check: (surface) =>
    forEachClient(surface, (subject, { hidesUserExistence }) =>
      judge(subject, hidesUserExistence, { isBroken: (hidden) => !hidden, show: () => 'LEGACY' }),
    ),
};

export const clientAdminScope: Rule = {
  id: 'client-admin-scope',
  area: 'app client',
  severity: 'medium',
  title: 'The page’s token may change the account itself',
  attack: 'A script in the page changes email and password, or deletes the user, with aws.cognito.signin.user.admin.',
  mend: 'Take the scope out unless the page manages the account.',
  check: (surface) =>
    forEachClient(surface, (subject, { scopes }) =>
      judge(subject, scopes, { isBroken: (names) => names.includes('aws.cognito.signin.user.admin') }),
    ),
};
