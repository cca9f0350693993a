import { randomBytes } from 'node:crypto';
import { ulid } from 'ulid';
import { kakaoAdminKey, unlinkAtKakao } from '../kakao.ts';
import { authorize, callApi, exchangeCode, type Grant, type Person, refresh } from '../person.ts';
import { connect, type OpenSocket, shakeHands } from '../socket.ts';
import { type Secret, tokenSecrets } from './secrets.ts';

/** Where to. */
export type Target = { readonly origin: string; readonly webSocketUrl: string };

/** Somebody whose every secret is known and noted. */
export type MarkedPerson = { readonly person: Person; readonly grant: Grant; readonly secrets: Secret[] };

/** A text of chance, noted as a secret. */
const marked = (secrets: Secret[], name: string): string => {
  const value = `mark${randomBytes(16).toString('hex')}`;
  secrets.push({ name, value });
  return value;
};

/** Logs somebody in under a marked name, noting code, verifier, cookie and token. */
export const logInMarked = async ({ origin }: Target): Promise<MarkedPerson> => {
  const secrets: Secret[] = [];
  const name = marked(secrets, 'name of the person');
  const grant = await authorize(origin, name);
  const answer = await exchangeCode(origin, grant);
  const { accessToken } = Object(await answer.json());
  const cookie = answer.headers.getSetCookie()[0]?.split(';', 1)[0] ?? '';
  secrets.push(
    { name: 'admin key of Kakao', value: kakaoAdminKey },
    { name: 'code', value: grant.code },
    { name: 'code verifier', value: grant.codeVerifier },
    { name: 'refresh token', value: cookie.slice(cookie.indexOf('=') + 1) },
    ...tokenSecrets('access token', accessToken),
  );
  return { person: { name, accessToken, cookie, api: callApi(origin, accessToken) }, grant, secrets };
};

/** Everything over a socket, rightly and wrongly. */
export const driveSocket = async (
  socket: OpenSocket,
  { person, secrets }: MarkedPerson,
  options: { readonly waitsForReading: boolean },
): Promise<string> => {
  const messageId = ulid();
  const question = { action: 'sendMessage', messageId, spread: 'one-card', language: 'en' };
  const mark = (name: string): string => marked(secrets, name);
  socket.sendText(mark('frame that is no JSON'));
  socket.sendText(`{"action":"sendMessage","text":"${mark('text of half a frame')}`);
  socket.send({ action: mark('unknown action'), text: mark('text of an unknown action') });
  socket.send({ ...question, text: mark('text with a wrong spread'), spread: mark('spread') });
  socket.send({ ...question, messageId: mark('message id'), text: mark('text with a wrong id') });
  socket.send({ ...question, text: mark('text that is too long').repeat(150) });
  socket.send({ ...question, sessionId: ulid(), messageId: ulid(), text: mark('text for no session') });
  socket.send({ action: 'ping', token: mark('token beside a ping') });
  socket.send({ action: 'renewAuth', token: mark('token that is none') });
  socket.send({ action: 'renewAuth', token: person.accessToken });
  socket.send({ ...question, text: mark('text of the question'), token: person.accessToken });
  if (options.waitsForReading) await socket.next((event) => event.type === 'reply.completed');
  return messageId;
};

/** Every REST route, rightly and wrongly: marks in path, query, headers, cookies and bodies. Ends with sign-outs. */
export const driveRest = async (
  target: Target & { readonly routes: readonly string[] },
  { person, grant, secrets }: MarkedPerson,
  sessionId: string,
): Promise<void> => {
  const mark = (name: string): string => marked(secrets, name);
  for (const route of target.routes) {
    const [method = 'GET', path = ''] = route.split(' ');
    if (method === 'ws' || path.startsWith('/auth/logout')) continue;
    const withMarks = `${path.replace('{sessionId}', mark(`path of ${route}`))}?cursor=${mark(`cursor of ${route}`)}`;
    for (const Authorization of [
      `Bearer ${person.accessToken}`,
      `Bearer ${mark(`token of ${route}`)}`,
      `KakaoAK ${mark(`key of ${route}`)}`,
    ]) {
      await callApi(target.origin, '')(
        method,
        withMarks,
        method === 'GET' ? undefined : { code: mark(`body of ${route}`) },
        {
          Authorization,
          Cookie: `tarotchat_refresh=${mark(`cookie of ${route}`)}; other=${mark(`other cookie of ${route}`)}`,
          'X-Marked': mark(`header of ${route}`),
        },
      );
    }
  }
  await person.api('GET', '/sessions');
  await person.api('GET', `/sessions/${sessionId}`);
  await exchangeCode(target.origin, grant);
  await exchangeCode(target.origin, { ...grant, code: mark('made-up code') });
  const refreshed = await refresh(target.origin, person.cookie);
  const { accessToken = '' } = refreshed.ok ? Object(await refreshed.json()) : {};
  secrets.push(...tokenSecrets('refreshed token', accessToken));
  await shakeHands(`${target.webSocketUrl}?token=${mark('token in a URL')}`, [
    'tarotchat.v1',
    `bearer.${mark('bearer')}`,
  ]);
  await person.api('DELETE', `/sessions/${sessionId}`);
  await unlinkAtKakao(target.origin, person);
  for (const path of ['/auth/logout', '/auth/logout-all']) {
    await person.api('POST', path, { token: mark(`body of ${path}`) }, { Cookie: person.cookie });
  }
};

/** Connects under the person's token. */
export const connectMarked = ({ webSocketUrl }: Target, { person }: MarkedPerson): Promise<OpenSocket> =>
  connect(webSocketUrl, person.accessToken, { patienceMs: 60_000 });
