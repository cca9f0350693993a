// Talk to Tarotchat by hand: nothing but HTTP and ws. Run `pnpm dev` first, then:
//   node apps/scenarios/talk.mjs "오늘은 어떤 하루일까요?"
// ORIGIN names another system, NAME another person.
import { createHash, randomBytes } from 'node:crypto';
import { WebSocket } from 'ws';

const origin = process.env.ORIGIN ?? 'http://localhost:3001';
const question = process.argv[2] ?? '오늘은 어떤 하루일까요?';

// 1. Log in: hosted login with code and PKCE. The local stand-in takes the person from login_hint.
const config = await (await fetch(`${origin}/config.json`)).json();
const codeVerifier = randomBytes(48).toString('base64url');
let url = new URL(`${config.hostedLoginUrl}/oauth2/authorize`);
url.search = new URLSearchParams({
  response_type: 'code',
  client_id: config.clientId,
  redirect_uri: config.redirectUri,
  scope: config.scopes.join(' '),
  code_challenge_method: 'S256',
  code_challenge: createHash('sha256').update(codeVerifier).digest('base64url'),
  login_hint: process.env.NAME ?? 'Alex',
}).toString();
const cookies = new Map();
while (!url.searchParams.has('code')) {
  const step = await fetch(url, {
    redirect: 'manual',
    headers: { Cookie: [...cookies].map((pair) => pair.join('=')).join('; ') },
  });
  for (const line of step.headers.getSetCookie()) cookies.set(...line.split(';', 1)[0].split(/=(.*)/s, 2));
  if (!step.headers.has('location')) throw new Error(`the login stopped with status ${step.status}`);
  url = new URL(step.headers.get('location'), url);
}

// 2. Exchange the code. The refresh token stays in a cookie; the access token is ours.
const token = await fetch(`${origin}/api/auth/token`, {
  method: 'POST',
  headers: { 'Content-Type': 'application/json', Origin: origin, 'X-Tarotchat': '1' },
  body: JSON.stringify({ code: url.searchParams.get('code'), codeVerifier, redirectUri: config.redirectUri }),
});
const { accessToken } = await token.json();

// 3. Connect: the token travels as a subprotocol, never in the URL.
const socket = new WebSocket(
  `${origin.replace('http', 'ws')}${config.webSocketUrl}`,
  ['tarotchat.v1', `bearer.${accessToken}`],
  { origin },
);
// A ULID: 10 digits of time and 16 of chance, in Crockford's base 32.
const digits = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const time = Array.from({ length: 10 }, (_, i) => digits[Math.floor(Date.now() / 32 ** (9 - i)) % 32]);
const messageId = [...time, ...Array.from(randomBytes(16), (byte) => digits[byte % 32])].join('');
socket.on('open', () => socket.send(JSON.stringify({ action: 'sendMessage', messageId, text: question })));
socket.on('message', (data) => {
  const event = JSON.parse(data);
  if (event.type === 'reply.started') {
    for (const card of event.cards) console.log(`${card.positionName}: ${card.name} (${card.orientation})`);
    console.log();
  } else if (event.type === 'reply.delta') process.stdout.write(event.text);
  else if (event.type === 'error' || event.type === 'reply.failed') console.error(`${event.code}: ${event.message}`);
  if (['error', 'reply.failed', 'reply.completed'].includes(event.type)) socket.close();
});
await new Promise((resolve) => socket.on('close', resolve));

// 4. Find it in the history.
const list = await fetch(`${origin}/api/sessions`, { headers: { Authorization: `Bearer ${accessToken}` } });
console.log('\n\nsessions:');
for (const session of (await list.json()).sessions) console.log(`  ${session.sessionId}  ${session.title}`);
