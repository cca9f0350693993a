import { messageIdSchema, type ReplyEvent, sessionIdSchema } from '@tarotchat/protocol';
import { expect, test } from 'vitest';
import { applyFrame, noProgress, type ReplyUpdate } from './reply-progress.ts';

const id = '01J00000000000000000000000';
const ofReply = { sessionId: sessionIdSchema.parse(id), messageId: messageIdSchema.parse(id) };
const card = {
  cardId: 'the-fool',
  name: 'The Fool',
  orientation: 'upright' as const,
  position: 'guidance',
  positionName: 'Guidance',
};
const started: ReplyEvent = {
  type: 'reply.started',
  ...ofReply,
  sequence: 0,
  spread: 'one-card',
  language: 'en',
  cards: [card],
};
const delta = (sequence: number, text: string): ReplyEvent => ({ type: 'reply.delta', ...ofReply, sequence, text });
const completed = (sequence: number): ReplyEvent => ({ type: 'reply.completed', ...ofReply, sequence });

const play = (frames: readonly ReplyEvent[]): readonly ReplyUpdate[] => {
  let progress = noProgress;
  return frames.flatMap((frame) => {
    const step = applyFrame(progress, frame);
    progress = step.progress;
    return step.updates;
  });
};

const permutations = <T>(items: readonly T[]): T[][] =>
  items.length < 2
    ? [[...items]]
    : items.flatMap((item, at) => permutations(items.toSpliced(at, 1)).map((rest) => [item, ...rest]));

test('frames give the same reading in each of the 120 orders in which five of them can come', () => {
  const frames = [started, delta(1, 'The '), delta(2, 'Fool '), delta(3, 'walks.'), completed(4)];

  for (const order of permutations(frames)) {
    const updates = play(order);

    expect(updates.map(({ kind }) => kind)).toEqual(['started', 'text', 'text', 'text', 'completed']);
    expect(updates.at(-1)).toEqual({ kind: 'completed', text: 'The Fool walks.', cards: [card] });
  }
});

test('a frame that comes twice counts once', () => {
  const updates = play([started, delta(1, 'Once.'), delta(1, 'Once.'), completed(2)]);

  expect(updates.at(-1)).toMatchObject({ text: 'Once.' });
});

test('nothing is shown beyond a missing frame', () => {
  const updates = play([started, delta(1, 'The '), delta(3, 'walks.'), completed(4)]);

  expect(updates.at(-1)).toEqual({ kind: 'text', text: 'The ' });
});

test('a reply that starts again drops the words so far, early ones too', () => {
  const updates = play([started, delta(1, 'Old '), delta(3, 'stale'), started, delta(1, 'New.'), completed(2)]);

  expect(updates.at(-1)).toEqual({ kind: 'completed', text: 'New.', cards: [card] });
});
