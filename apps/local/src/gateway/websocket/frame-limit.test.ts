import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { onOversizedFrame } from './frame-limit.ts';

/** A masked text frame of a client, with its payload. */
const frame = (payloadBytes: number): Buffer => {
  const mask = Buffer.alloc(4);
  const length =
    payloadBytes < 126
      ? Buffer.from([0x80 | payloadBytes])
      : payloadBytes < 65_536
        ? Buffer.from([0x80 | 126, payloadBytes >> 8, payloadBytes & 0xff])
        : Buffer.from([0x80 | 127, 0, 0, 0, 0, 0, payloadBytes >> 16, (payloadBytes >> 8) & 0xff, payloadBytes & 0xff]);
  return Buffer.concat([Buffer.from([0x81]), length, mask, Buffer.alloc(payloadBytes)]);
};

const oversizedIn = (bytes: Buffer, chunkBytes: number): number => {
  const socket = new PassThrough();
  let reports = 0;
  onOversizedFrame(socket, 32_768, () => {
    reports += 1;
  });
  for (let at = 0; at < bytes.length; at += chunkBytes) socket.emit('data', bytes.subarray(at, at + chunkBytes));
  return reports;
};

test.each([1, 3, 7, 1_000, 1_000_000])('frames up to the limit pass, in chunks of %i bytes', (chunkBytes) => {
  const frames = Buffer.concat([0, 5, 125, 126, 300, 32_768, 1].map(frame));

  expect(oversizedIn(frames, chunkBytes)).toBe(0);
});

test.each([1, 3, 7, 1_000, 1_000_000])(
  'the first frame over the limit is reported once, in chunks of %i bytes',
  (chunkBytes) => {
    const frames = Buffer.concat([5, 32_769, 70_000].map(frame));

    expect(oversizedIn(frames, chunkBytes)).toBe(1);
  },
);

test('the header alone is enough to report', () => {
  expect(oversizedIn(frame(100_000).subarray(0, 14), 14)).toBe(1);
});
