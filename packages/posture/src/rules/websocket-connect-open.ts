import { broken, forEachOf, holds, type Rule, untold } from '../rule.ts';

export const websocketConnectOpen: Rule = {
  id: 'websocket-connect-open',
  area: 'entry points',
  severity: 'critical',
  title: 'Anyone can open a WebSocket connection',
  attack:
    'Who knows the URL connects and calls every route as nobody in particular: an authorizer exists on $connect only, so nothing later asks who it is.',
  mend: 'Give $connect a Lambda REQUEST authorizer that verifies the access token, and trust only its context in later events.',
  check: ({ apis }) =>
    forEachOf(apis, 'APIs', ({ kind, name, entryPoints }) => {
      if (kind !== 'websocket') return [];
      const subject = `${name} $connect`;
      const connect = entryPoints.items.find(({ key }) => key === '$connect');
      if (!connect) {
        return entryPoints.complete.known
          ? broken(subject, {
              value: 'there is no $connect route, so nothing is asked',
              where: entryPoints.complete.where,
            })
          : untold(subject, entryPoints.complete.wouldTell);
      }
      if (!connect.authorization.known) return untold(subject, connect.authorization.wouldTell);
      if (connect.authorization.value !== 'NONE') return holds(subject);
      // The other routes cannot be authorized: all of them are open with this one.
      return broken(
        subject,
        ...entryPoints.items.flatMap(({ key, authorization }) =>
          authorization.known ? [{ value: `${key}: ${authorization.value}`, where: authorization.where }] : [],
        ),
      );
    }),
};
