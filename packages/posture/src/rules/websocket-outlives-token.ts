import { type Fact, known, unknown } from '../fact.ts';
import { forEachOf, judge, type Rule } from '../rule.ts';
import { allows } from '../statement-match.ts';
import type { Api, Surface } from '../surface.ts';

export const websocketOutlivesToken: Rule = {
  id: 'websocket-outlives-token',
  area: 'entry points',
  severity: 'high',
  title: 'Nothing ends a WebSocket when its token expires or its user signs out',
  attack:
    'A stolen or shared session stays useful: a socket lives up to two hours after the person signed out everywhere.',
  mend: 'Carry the token’s expiry in the authorizer’s context and refuse messages past it; let sign-out close the user’s sockets with DELETE @connections.',
  check: (surface) =>
    forEachOf(surface.apis, 'APIs', (api) =>
      api.kind === 'websocket'
        ? judge(api.name, endings(surface, api), { isBroken: (how) => how !== 'closed by sign-out' })
        : [],
    ),
};

/** `…/ws/DELETE/@connections/*`, or anything wider. */
const closesConnections = /\/(DELETE|\*)\/@connections|^\*$|^(?!.*@connections).*\*$/;

const endings = ({ roles }: Surface, { entryPoints }: Api): Fact<string> => {
  const connect = entryPoints.items.find(({ key }) => key === '$connect');
  if (connect?.authorization.known && connect.authorization.value === 'NONE') {
    return known('$connect sees no token, so nothing can know when it ends', connect.authorization.where);
  }
  const closer = roles.items.find(({ statements }) =>
    statements.items.some((statement) => allows(statement, 'execute-api:ManageConnections', closesConnections)),
  );
  if (closer) return known('closed by sign-out', closer.where);

  const unread = [roles.complete, ...roles.items.map(({ statements }) => statements.complete)].find(
    (fact) => !fact.known,
  );
  if (unread && !unread.known) return unknown(unread.wouldTell);
  return known('no role may close a connection', roles.complete.known ? roles.complete.where : '');
};
