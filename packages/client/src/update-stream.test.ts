import { expect, test } from 'vitest';
import { createUpdateStream } from './update-stream.ts';

const collect = async <T>(items: AsyncIterable<T>): Promise<T[]> => {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
};

test('a slow reader gets the last text only, and everything else', async () => {
  const stream = createUpdateStream(() => undefined);
  stream.push({ kind: 'accepted' });
  stream.push({ kind: 'text', text: 'a' });
  stream.push({ kind: 'text', text: 'ab' });
  stream.push({ kind: 'completed', text: 'abc', cards: [] });
  stream.end();

  const updates = await collect(stream.updates);

  expect(updates.map((update) => ('text' in update ? update.text : update.kind))).toEqual(['accepted', 'ab', 'abc']);
});

test('a reader who is there first gets news as it comes', async () => {
  const stream = createUpdateStream(() => undefined);
  const next = stream.updates.next();

  stream.push({ kind: 'accepted' });

  expect(await next).toEqual({ done: false, value: { kind: 'accepted' } });
});

test('a reader who leaves is told of, and gets nothing more', async () => {
  let left = 0;
  const stream = createUpdateStream(() => {
    left += 1;
  });
  stream.push({ kind: 'accepted' });
  await stream.updates.return?.();
  stream.push({ kind: 'text', text: 'late' });

  expect(await collect(stream.updates)).toEqual([]);
  expect(left).toBe(1);
});
