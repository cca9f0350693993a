import type { Duplex } from 'node:stream';

/** Two bytes, eight of an extended length, four of a mask. */
const maximumHeaderBytes = 14;

/**
 * Watches the frames that a client sends (RFC 6455, section 5.2) and reports the first that is longer than
 * `maximumBytes`, from its header alone. `ws` shows whole messages only, and API Gateway limits the frame too.
 */
export const onOversizedFrame = (socket: Duplex, maximumBytes: number, report: () => void): void => {
  let header = Buffer.alloc(0);
  let payloadLeft = 0;

  const read = (chunk: Buffer): void => {
    let rest = chunk;
    while (rest.length > 0) {
      if (payloadLeft > 0) {
        const skipped = Math.min(payloadLeft, rest.length);
        payloadLeft -= skipped;
        rest = rest.subarray(skipped);
        continue;
      }
      const before = header.length;
      header = Buffer.concat([header, rest.subarray(0, maximumHeaderBytes - before)]);
      const parsed = parseHeader(header);
      if (!parsed) return;
      rest = rest.subarray(parsed.headerBytes - before);
      header = Buffer.alloc(0);
      payloadLeft = parsed.payloadBytes;
      if (payloadLeft > maximumBytes) {
        socket.off('data', read);
        report();
        return;
      }
    }
  };
  // Before ws's own listener: the limit has to be seen before the message is handed on.
  socket.prependListener('data', read);
};

const parseHeader = (bytes: Buffer): { headerBytes: number; payloadBytes: number } | undefined => {
  const second = bytes[1];
  if (second === undefined) return undefined;
  const maskBytes = (second & 0x80) === 0 ? 0 : 4;
  const short = second & 0x7f;
  const extended = short === 126 ? 2 : short === 127 ? 8 : 0;
  const headerBytes = 2 + extended + maskBytes;
  if (bytes.length < headerBytes) return undefined;
  if (extended === 0) return { headerBytes, payloadBytes: short };
  const payloadBytes = extended === 2 ? bytes.readUInt16BE(2) : Number(bytes.readBigUInt64BE(2));
  return { headerBytes, payloadBytes };
};
