import { randomUUID } from 'node:crypto';
import { errors, type Grant, interactionPolicy, type KoaContextWithOIDC } from 'oidc-provider';
import type { CognitoOptions } from './cognito.ts';
import type { PeopleStore } from './people-store.ts';
import { parseName, personOf } from './person.ts';

/** Asks who it is unless this very request has said so: there is no browser session (see README). */
export const askWhoItIs = (): interactionPolicy.Prompt[] => [
  new interactionPolicy.Prompt(
    { name: 'login', requestable: true },
    new interactionPolicy.Check('nobody', 'nobody has logged in', 'login_required', (ctx) => {
      return ctx.oidc.session?.accountId === undefined;
    }),
  ),
];

/** `login_hint=<name>` logs that person in without the form, so that a script needs no cookies. */
export const logInByHint =
  ({ options, people }: { options: CognitoOptions; people: PeopleStore }) =>
  (ctx: KoaContextWithOIDC, hint: string | undefined): void => {
    if (hint === undefined || ctx.oidc.route !== 'authorization') return;
    const name = parseName(hint);
    if (name === undefined) throw new errors.InvalidRequest('login_hint must be a name of 1 to 40 characters');
    const person = personOf(options)(name);
    people.remember(person, options.now());
    ctx.oidc.session?.loginAccount({
      accountId: person.sub,
      loginTs: Math.floor(options.now() / 1000),
      transient: true,
    });
  };

/** A new grant for each login, as Cognito gives each its own `origin_jti`. All scopes asked for are given. */
export const grantEverything = async (ctx: KoaContextWithOIDC): Promise<Grant | undefined> => {
  const accountId = ctx.oidc.session?.accountId;
  const clientId = ctx.oidc.client?.clientId;
  if (accountId === undefined || clientId === undefined) return undefined;
  const grant = new ctx.oidc.provider.Grant({ accountId, clientId });
  grant.jti = randomUUID();
  const scope = ctx.oidc.params?.['scope'];
  if (typeof scope === 'string') grant.addOIDCScope(scope);
  await grant.save();
  return grant;
};
