import fc from 'fast-check';
import { almostUlid, hostileText, hostileValue } from './hostile-values.ts';

const goodQuestion = {
  action: 'sendMessage',
  messageId: '01JD0000000000000000000001',
  text: 'What now?',
  spread: 'one-card',
  language: 'en',
};

/** A question with one to three fields replaced, left away or added. */
const spoiltQuestion = fc
  .tuple(
    fc.uniqueArray(fc.constantFrom('messageId', 'text', 'spread', 'language', 'sessionId', 'extra', 'action'), {
      minLength: 1,
      maxLength: 3,
    }),
    fc.array(fc.oneof(hostileValue, almostUlid, fc.constant(undefined)), { minLength: 3, maxLength: 3 }),
  )
  .map(([fields, values]) => ({
    ...goodQuestion,
    ...Object.fromEntries(fields.map((field, at) => [field, values[at]])),
  }));

const renewal = fc
  .oneof(hostileValue, fc.constantFrom('a.b.c', 'e30.e30.e30', 'x'.repeat(8_000)))
  .map((token) => ({ action: 'renewAuth', token }));

const knownAction = fc.constantFrom(
  'sendMessage',
  'renewAuth',
  'ping',
  '$connect',
  '$disconnect',
  '$default',
  'PING',
  '',
);

const anyAction = fc
  .record({ action: fc.oneof(knownAction, hostileValue), junk: hostileValue }, { requiredKeys: ['action'] })
  .map((frame): unknown => frame);

/** JSON text with a byte missing, twice or another. */
const spoiltText = fc
  .tuple(
    fc.oneof(spoiltQuestion, renewal, anyAction),
    fc.nat(),
    fc.constantFrom('cut', 'drop', 'twice', 'swap'),
    fc.string({ minLength: 1, maxLength: 3 }),
  )
  .map(([frame, seed, how, by]) => {
    const text = JSON.stringify(frame);
    const at = seed % Math.max(1, text.length);
    if (how === 'cut') return text.slice(0, at);
    if (how === 'drop') return text.slice(0, at) + text.slice(at + 1);
    if (how === 'twice') return text.slice(0, at) + text.slice(Math.max(0, at - 5));
    return text.slice(0, at) + by + text.slice(at + 1);
  });

const duplicated = hostileText.map(
  (text) => `{"action":"ping","action":"sendMessage","messageId":1,"messageId":${JSON.stringify(text)}}`,
);

const large = fc
  .nat({ max: 20_000 })
  .map((size) => JSON.stringify({ ...goodQuestion, messageId: 'x', text: 'x'.repeat(size) }));

const deep = fc.nat({ max: 3_000 }).map((depth) => `{"action":${'['.repeat(depth)}${']'.repeat(depth)}}`);

/**
 * A text frame that a client could send. Every one has to be answered with one event; those that are a good question
 * after all name one of two messages, so that at most a few readings come of a hundred thousand frames.
 */
export const anyFrame: fc.Arbitrary<string> = fc.oneof(
  { weight: 30, arbitrary: spoiltQuestion.map((frame) => JSON.stringify(frame)) },
  { weight: 20, arbitrary: spoiltText },
  { weight: 15, arbitrary: anyAction.map((frame) => JSON.stringify(frame)) },
  { weight: 10, arbitrary: renewal.map((frame) => JSON.stringify(frame)) },
  { weight: 10, arbitrary: hostileText },
  { weight: 10, arbitrary: hostileValue.map((value) => JSON.stringify(value) ?? 'null') },
  { weight: 3, arbitrary: duplicated },
  { weight: 1, arbitrary: large },
  { weight: 1, arbitrary: deep },
);
