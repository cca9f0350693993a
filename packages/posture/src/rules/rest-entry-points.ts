import { broken, forEachOf, holds, judge, type Outcome, type Rule, untold } from '../rule.ts';
import type { Api, EntryPoint, Surface } from '../surface.ts';

/** Browsers send OPTIONS before a cross-origin call, always without a token. */
const isPreflight = ({ key }: EntryPoint): boolean => key.startsWith('OPTIONS ');

const forEachMethod = (
  { apis }: Surface,
  check: (subject: string, entryPoint: EntryPoint, api: Api) => Outcome | readonly Outcome[],
): readonly Outcome[] =>
  forEachOf(apis, 'APIs', (api) =>
    api.kind === 'websocket'
      ? []
      : forEachOf(api.entryPoints, `methods of ${api.name}`, (entryPoint) =>
          isPreflight(entryPoint) ? [] : check(`${api.name} ${entryPoint.key}`, entryPoint, api),
        ),
  );

export const restMethodOpen: Rule = {
  id: 'rest-method-open',
  area: 'entry points',
  severity: 'high',
  title: 'A method of the API asks for no authorization',
  attack:
    'Anybody on the internet calls it, as often as the throttle lets them, and gets whatever the function answers.',
  mend: 'Give the method an authorizer. Where it must be open (a login, a health check), suppress this with the reason.',
  check: (surface) =>
    forEachMethod(surface, (subject, { authorization, apiKeyRequired }) => {
      // With an API key it is another rule's.
      if (apiKeyRequired.known && apiKeyRequired.value) return holds(subject);
      return judge(subject, authorization, { isBroken: (value) => value === 'NONE' });
    }),
};

export const apiKeyAsAuthorization: Rule = {
  id: 'api-key-as-authorization',
  area: 'entry points',
  severity: 'medium',
  title: 'An API key stands in for authorization',
  attack:
    'An API key names an application for metering; it sits in every copy of the client and says nothing about who calls.',
  mend: 'Add an authorizer that verifies the person’s token; keep the key for usage plans only.',
  check: (surface) =>
    forEachMethod(surface, (subject, { authorization, apiKeyRequired }) => {
      if (!apiKeyRequired.known) return untold(subject, apiKeyRequired.wouldTell);
      return apiKeyRequired.value
        ? judge(subject, authorization, { isBroken: (value) => value === 'NONE' })
        : holds(subject);
    }),
};

export const restApiWithoutAuthorizer: Rule = {
  id: 'rest-api-without-authorizer',
  area: 'entry points',
  severity: 'critical',
  title: 'The API has no authorizer at all',
  attack: 'No method can know who calls: anybody who can guess a path reads and writes what is behind it.',
  mend: 'Create an authorizer that verifies the user pool’s access tokens and attach it to every method.',
  check: ({ apis }) =>
    forEachOf(apis, 'APIs', ({ kind, name, authorizers, entryPoints }) => {
      if (kind === 'websocket') return [];
      if (authorizers.items.length > 0) return holds(name);
      if (!authorizers.complete.known) return untold(name, authorizers.complete.wouldTell);
      const called = entryPoints.items.filter((entryPoint) => !isPreflight(entryPoint));
      const signed = called.every(({ authorization }) => authorization.known && authorization.value === 'AWS_IAM');
      if (signed && entryPoints.complete.known) return holds(name);
      return broken(
        name,
        { value: 'no authorizers', where: authorizers.complete.where },
        ...called.map(({ key, where }) => ({ value: key, where })),
      );
    }),
};

/** A path with a parameter addresses one thing of somebody's. */
const addressesOneThing = ({ key }: EntryPoint): boolean =>
  /[{*]/.test(key.replace(/\{proxy\+\}/, '')) || key.includes('{proxy+}');

export const sessionWithoutOwner: Rule = {
  id: 'session-without-owner',
  area: 'entry points',
  severity: 'critical',
  title: 'Nothing ties the thing that the path names to the person who asks for it',
  attack:
    'Whoever has or guesses an id (a session, an order) gets what belongs to somebody else: broken object level authorization, first of the OWASP API risks.',
  mend: 'Let an authorizer hand the person’s id to the function, and put that id into the key under which the thing is stored.',
  check: (surface) =>
    forEachMethod(surface, (subject, entryPoint, api) => {
      const { authorization } = entryPoint;
      if (!addressesOneThing(entryPoint)) return [];
      if (authorization.known) {
        if (authorization.value === 'AWS_IAM' && !isEmpty(surface))
          return untold(subject, 'what the identity pool’s principals stand for');
        return judge(subject, authorization, { isBroken: (value) => value === 'NONE' || value === 'AWS_IAM' });
      }
      const { items, complete } = api.authorizers;
      if (items.length > 0 || !complete.known) return untold(subject, authorization.wouldTell);
      // Without any authorizer no method can be told a person.
      return broken(
        subject,
        { value: 'no authorizers', where: complete.where },
        { value: entryPoint.key, where: entryPoint.where },
      );
    }),
};

const isEmpty = ({ identityPools }: Surface): boolean => identityPools.items.length === 0;

export const defaultEndpointBesideDomain: Rule = {
  id: 'default-endpoint-beside-domain',
  area: 'entry points',
  severity: 'low',
  title: 'The API answers on its execute-api address beside its own domain',
  attack: 'What protects the domain (WAF, mutual TLS, its logs) is walked around by calling the default address.',
  mend: 'Set disable_execute_api_endpoint once all clients use the domain.',
  check: ({ apis }) =>
    forEachOf(apis, 'APIs', ({ name, customDomains, defaultEndpointDisabled }) => {
      if (customDomains.items.length > 0)
        return judge(name, defaultEndpointDisabled, { isBroken: (disabled) => !disabled });
      return customDomains.complete.known ? holds(name) : untold(name, customDomains.complete.wouldTell);
    }),
};

export const domainTlsOld: Rule = {
  id: 'domain-tls-old',
  area: 'entry points',
  severity: 'medium',
  title: 'A custom domain still speaks TLS 1.0',
  attack: 'Somebody on the path downgrades a connection to a protocol with known breaks and reads tokens in transit.',
  mend: 'Set the domain’s security policy to TLS_1_2 or newer.',
  check: ({ customDomains }) =>
    forEachOf(customDomains, 'custom domains', ({ name, tlsPolicy }) =>
      judge(`domain ${name}`, tlsPolicy, { isBroken: (policy) => policy === 'TLS_1_0' }),
    ),
};
