/** One of the ten findings of the audit by hand, and the rules that report it. */
export type LiveFault = { readonly fault: string; readonly rules: readonly string[] };

/** What is wrong with the live system: a posture check that sees less of it proves nothing when it sees nothing later. */
export const liveFaults: readonly LiveFault[] = [
  { fault: '1: the WebSocket routes are open', rules: ['websocket-connect-open'] },
  { fault: '2: the REST API has no authorizer', rules: ['rest-api-without-authorizer'] },
  { fault: '3: nothing ties a session to its owner', rules: ['session-without-owner'] },
  { fault: '4: all functions share one role', rules: ['role-shared'] },
  { fault: '5: a confidential client ends its login on a static page', rules: ['client-secret-with-static-page'] },
  { fault: '6: localhost is a callback of production', rules: ['client-localhost-callback'] },
  {
    fault: '7: no logout URL, and no WebSocket ends with its token',
    rules: ['client-logout-url-missing', 'websocket-outlives-token'],
  },
  {
    fault: '8: no throttling, access log, metric or alarm',
    rules: ['stage-without-throttle', 'stage-without-access-log', 'stage-metrics-off', 'api-without-alarm'],
  },
  { fault: '9: password flows are on though Kakao is the only way in', rules: ['client-unused-auth-flows'] },
  { fault: '10: pool and APIs are in regions apart, and no keys at hand', rules: ['keys-fetched-across-regions'] },
];

/** Which of the ten a rule reports; empty for what the audit by hand did not name. */
export const faultOf = (rule: string): string => liveFaults.find(({ rules }) => rules.includes(rule))?.fault ?? '';
