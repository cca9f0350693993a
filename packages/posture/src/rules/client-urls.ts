import { knownValue } from '../fact.ts';
import { holds, judge, type Rule } from '../rule.ts';
import { forEachClient } from './for-each-client.ts';

const isLoopback = (url: string): boolean => /^http:\/\/(localhost|127\.0\.0\.1|\[::1\])(:|\/|$)/.test(url);

export const clientLocalhostCallback: Rule = {
  id: 'client-localhost-callback',
  area: 'app client',
  severity: 'medium',
  title: 'A client of the public page also sends logins to localhost',
  attack: 'Any program that listens on that port of a person’s machine receives the code of a production login.',
  mend: 'Remove the localhost callback; use a client of its own for development.',
  check: (surface) =>
    forEachClient(surface, (subject, { callbackUrls }) =>
      judge(subject, callbackUrls, {
        isBroken: (urls) => urls.some(isLoopback) && !urls.every(isLoopback),
        show: (urls) => urls.filter(isLoopback).join(', '),
      }),
    ),
};

const isPlainHttp = (url: string): boolean => url.startsWith('http://') && !isLoopback(url);

export const clientHttpCallback: Rule = {
  id: 'client-http-callback',
  area: 'app client',
  severity: 'high',
  title: 'A login comes back over plain http',
  attack: 'Who is on the network reads the authorization code.',
  mend: 'Use https callbacks only.',
  check: (surface) =>
    forEachClient(surface, (subject, { callbackUrls }) =>
      judge(subject, callbackUrls, { isBroken: (urls) => urls.some(isPlainHttp) }),
    ),
};

export const clientLogoutUrlMissing: Rule = {
  id: 'client-logout-url-missing',
  area: 'app client',
  severity: 'medium',
  title: 'The client has no logout URL',
  attack:
    'People cannot end the hosted login’s own session: on a shared machine the next one is logged in as the last with one click.',
  mend: 'Register the page as logout URL and send people to /logout of the hosted login.',
  check: (surface) =>
    forEachClient(surface, (subject, { logoutUrls, oauthFlows }) =>
      knownValue(oauthFlows)?.length === 0
        ? holds(subject)
        : judge(subject, logoutUrls, { isBroken: (urls) => urls.length === 0 }),
    ),
};
