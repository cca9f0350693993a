import { randomBytes } from 'node:crypto';
import fc from 'fast-check';

/** One WebSocket frame (RFC 6455, section 5.2) with its header as asked for, right or wrong. */
const frame = (parts: {
  opcode: number;
  flags: number;
  isMasked: boolean;
  payload: Uint8Array;
  claimed?: number;
}): Buffer => {
  const { opcode, flags, isMasked, payload, claimed = payload.length } = parts;
  const first = flags | opcode;
  const mask = isMasked ? 0x80 : 0;
  const head =
    claimed < 126
      ? Buffer.from([first, mask | claimed])
      : claimed < 65_536
        ? Buffer.from([first, mask | 126, claimed >> 8, claimed & 0xff])
        : Buffer.concat([Buffer.from([first, mask | 127]), lengthOf(claimed)]);
  const key = isMasked ? randomBytes(4) : Buffer.alloc(0);
  const body = Buffer.from(payload).map((byte, at) => byte ^ (key[at % 4] ?? 0));
  return Buffer.concat([head, key, body]);
};

const lengthOf = (claimed: number): Buffer => {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(BigInt(claimed));
  return bytes;
};

const payload = fc.uint8Array({ maxLength: 200 });

/** Bytes behind a handshake that are no good frame: wrong flags, opcodes, masks, lengths, encodings, or plain noise. */
export const anyRawBytes: fc.Arbitrary<Buffer> = fc.oneof(
  fc.uint8Array({ minLength: 1, maxLength: 300 }).map((bytes) => Buffer.from(bytes)),
  fc
    .record({
      opcode: fc.nat({ max: 15 }),
      flags: fc.constantFrom(0x80, 0x00, 0xf0, 0xc0),
      isMasked: fc.boolean(),
      payload,
    })
    .map(frame),
  // Says that it is larger than anything, and stops.
  fc
    .record({
      opcode: fc.constantFrom(1, 2),
      payload,
      claimed: fc.constantFrom(70_000, 2 ** 32, Number.MAX_SAFE_INTEGER),
    })
    .map((parts) => frame({ ...parts, flags: 0x80, isMasked: true })),
  // Text that is no UTF-8.
  payload.map((bytes) =>
    frame({ opcode: 1, flags: 0x80, isMasked: true, payload: Buffer.concat([bytes, Buffer.from([0xc0, 0xaf])]) }),
  ),
  // A close with a code that does not exist.
  fc
    .nat({ max: 65_535 })
    .map((code) => frame({ opcode: 8, flags: 0x80, isMasked: true, payload: Buffer.from([code >> 8, code & 0xff]) })),
);
