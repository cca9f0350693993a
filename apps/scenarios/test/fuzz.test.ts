import { connect as connectTcp } from 'node:net';
import { isErrorCode } from '@tarotchat/errors';
import { type LocalSystem, startLocalSystem } from '@tarotchat/local';
import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { fireFrames } from '../src/fuzz/frame-volley.ts';
import { anyFrame } from '../src/fuzz/frames.ts';
import { type MemorySample, memoryOf } from '../src/fuzz/memory-of.ts';
import { anyRawBytes } from '../src/fuzz/raw-frames.ts';
import { anyRequest, type FuzzRequest } from '../src/fuzz/requests.ts';
import { logIn, type Person } from '../src/person.ts';
import { handshakeLines } from '../src/raw-exchange.ts';
import { connect } from '../src/socket.ts';

// 100,000 take less than two minutes on two cores: CI runs them all, and so does
// `pnpm --filter @tarotchat/scenarios fuzz`. The same seeds give the same frames everywhere.
const runs = Number(process.env['FUZZ_RUNS'] ?? (process.env['CI'] ? 100_000 : 20_000));
const rounds = 10;
const share = { frames: 0.7, requests: 0.29, raw: 0.01 };
const seed = 20_251_124;
const timeout = 900_000;

let system: LocalSystem;
let people: Person[];
const terminal: string[] = [];

beforeAll(async () => {
  system = await startLocalSystem({ log: (line) => terminal.push(line) });
  people = await Promise.all(['Ada', 'Bo', 'Cy', 'Di'].map((name) => logIn(system.origin, name)));
});
afterAll(() => system.stop());

afterEach(() => {
  // A function that fails says so on the terminal: its own log has the rest.
  expect(terminal).toEqual([]);
});

/** The part of `total` that belongs to one round, always the same. */
const sample = <T>(arbitrary: fc.Arbitrary<T>, total: number, round: number): T[] =>
  fc.sample(arbitrary, { seed: seed + round, numRuns: Math.ceil((runs * total) / rounds) });

const expectNoFailure = (): void => {
  expect(system.invocations.all().filter(({ outcome }) => outcome !== 'returned')).toEqual([]);
  expect(system.calls.all().filter(({ allowed }) => !allowed)).toEqual([]);
  system.invocations.clear();
  system.calls.clear();
};

const inParallel = async <T>(items: readonly T[], lanes: number, work: (item: T, lane: number) => Promise<void>) => {
  const queue = [...items];
  const lane = async (_: unknown, number: number): Promise<void> => {
    for (let item = queue.shift(); item !== undefined; item = queue.shift()) await work(item, number);
  };
  await Promise.all(Array.from({ length: lanes }, lane));
};

const tally = (counts: Map<string, number>, name: string, by = 1): void =>
  void counts.set(name, (counts.get(name) ?? 0) + by);

/** After the first rounds have warmed everything up, more of the same must not take more. */
const expectFlat = (samples: readonly MemorySample[]): void => {
  const [warm, last] = [samples[2], samples.at(-1)];
  if (!warm || !last) throw new Error('there are too few samples');
  expect(last.runtimeMegabytes).toBeLessThan(warm.runtimeMegabytes * 1.5 + 20);
  for (const [functionName, megabytes] of Object.entries(last.functionMegabytes)) {
    const before = warm.functionMegabytes[functionName] ?? megabytes;
    expect(megabytes, functionName).toBeLessThan(before * 1.6 + 20);
  }
};

test('every frame, random or mutated, gets one typed answer, and memory stays flat', { timeout }, async () => {
  const counts = new Map<string, number>();
  const samples: MemorySample[] = [];
  const startedAt = performance.now();
  const sockets = await Promise.all(people.map(open));

  for (let round = 0; round < rounds; round += 1) {
    const frames = sample(anyFrame, share.frames, round);
    const part = Math.ceil(frames.length / sockets.length);
    const volleys = await Promise.all(
      sockets.map((socket, at) => fireFrames(socket, frames.slice(at * part, (at + 1) * part))),
    );
    for (const { answers } of volleys) for (const [name, count] of answers) tally(counts, name, count);
    expectNoFailure();
    samples.push(await memoryOf(system));
  }
  for (const socket of sockets) socket.close();

  report('frames', counts, performance.now() - startedAt, samples);
  expect(counts.has('INTERNAL')).toBe(false);
  expect([...counts.keys()]).toEqual(
    expect.arrayContaining(['INVALID_JSON', 'INVALID_FIELD', 'UNKNOWN_ACTION', 'pong']),
  );
  expectFlat(samples);
});

test('every request, random or mutated, gets a typed answer below 500, and memory stays flat', {
  timeout,
}, async () => {
  const counts = new Map<string, number>();
  const samples: MemorySample[] = [];
  const startedAt = performance.now();

  for (let round = 0; round < rounds; round += 1) {
    await inParallel(sample(anyRequest, share.requests, round), 8, async (request, lane) => {
      tally(counts, await answerTo(request, people[lane % people.length]));
    });
    expectNoFailure();
    samples.push(await memoryOf(system));
  }

  report('requests', counts, performance.now() - startedAt, samples);
  expect([...counts.keys()]).toEqual(expect.arrayContaining(['200', 'UNAUTHENTICATED', 'NOT_FOUND', 'INVALID_FIELD']));
  expectFlat(samples);
});

describe('after bytes that are no frames', () => {
  test('the connection ends or goes on, and everybody else talks as before', { timeout }, async () => {
    const person = people[0];
    if (!person) throw new Error('there is nobody');
    const neighbour = await connect(system.webSocketUrl, people[1]?.accessToken ?? '');
    const startedAt = performance.now();

    const noise = Array.from({ length: rounds }, (_, round) => sample(anyRawBytes, share.raw, round)).flat();
    await inParallel(noise, 4, (bytes) => sendNoise(person, bytes));

    neighbour.send({ action: 'ping' });
    await neighbour.next((event) => event.type === 'pong');
    await neighbour.close();
    expectNoFailure();
    console.log(`${noise.length} noisy connections in ${Math.round(performance.now() - startedAt)} ms`);
  });
});

const open = (person: Person): Promise<WebSocket> =>
  new Promise((resolve, reject) => {
    const protocols = ['tarotchat.v1', `bearer.${person.accessToken}`];
    const ws = new WebSocket(system.webSocketUrl, protocols, { origin: system.origin });
    ws.once('open', () => resolve(ws)).once('error', reject);
  });

/** Sends the request; what it was answered: its status where it went well, the code of its problem else. */
const answerTo = async (request: FuzzRequest, person: Person | undefined): Promise<string> => {
  const authorization = {
    somebody: { Authorization: `Bearer ${person?.accessToken}` },
    garbage: { Authorization: 'Bearer e30.e30.e30' },
    nobody: {},
  }[request.who];
  const answer = await fetch(`${system.origin}/api${request.path}`, {
    method: request.method,
    headers: { ...request.headers, ...authorization },
    ...(request.body !== undefined && { body: request.body }),
    signal: AbortSignal.timeout(30_000),
  });
  const text = await answer.text();
  if (answer.status >= 500) throw new Error(`${JSON.stringify(request).slice(0, 1_000)} got ${answer.status}: ${text}`);
  if (answer.status < 400 || request.method === 'HEAD') return String(answer.status);
  const code = codeOf(text);
  if (!isErrorCode(code)) throw new Error(`${JSON.stringify(request).slice(0, 1_000)} got no typed problem: ${text}`);
  return code;
};

const codeOf = (text: string): unknown => {
  try {
    return Reflect.get(Object(JSON.parse(text)), 'code');
  } catch {
    return undefined;
  }
};

/** Shakes hands properly, sends noise, and waits a moment for the server to end it; if it does not, that is fine too. */
const sendNoise = (person: Person, bytes: Buffer): Promise<void> =>
  new Promise((resolve) => {
    const socket = connectTcp({ host: 'localhost', port: Number(new URL(system.origin).port) });
    const protocols = `Sec-WebSocket-Protocol: tarotchat.v1, bearer.${person.accessToken}`;
    const lines = [
      'GET /ws HTTP/1.1',
      `Host: ${new URL(system.origin).host}`,
      ...handshakeLines(system.origin),
      protocols,
    ];
    socket.write(`${lines.join('\r\n')}\r\n\r\n`);
    socket.once('data', () => {
      socket.write(bytes);
      setTimeout(() => socket.destroy(), 20);
    });
    socket.on('error', () => {});
    socket.once('close', () => resolve());
  });

const report = (
  what: string,
  counts: ReadonlyMap<string, number>,
  ms: number,
  samples: readonly MemorySample[],
): void => {
  const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
  console.log(`${total} ${what} in ${Math.round(ms / 1_000)} s: ${JSON.stringify(Object.fromEntries(counts))}`);
  console.log([samples[0], samples[2], samples.at(-1)].map((sample) => `MB: ${JSON.stringify(sample)}`).join('\n'));
};
