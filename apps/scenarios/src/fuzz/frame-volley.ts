import { type ServerEvent, serverEventSchema } from '@tarotchat/protocol';
import type { WebSocket } from 'ws';

/** What came of a row of frames. */
export type Volley = {
  /** Answers by type, errors by code. */
  readonly answers: ReadonlyMap<string, number>;
};

/** Frames that may wait for an answer at once. */
const inFlight = 40;
const patienceMs = 60_000;

/** True for what answers a frame, false for what a reply that is being written sends of itself. */
const isAnswer = (event: ServerEvent): boolean => {
  if (event.type === 'error') return event.requestId !== undefined;
  return !('sequence' in event) && event.type !== 'session.expiring';
};

/**
 * Sends frames over one open socket, some at a time, and reads one answer for each.
 *
 * @throws Error where an answer is not of the protocol, does not come, or the socket closes.
 */
export const fireFrames = (ws: WebSocket, frames: readonly string[]): Promise<Volley> =>
  new Promise((resolve, reject) => {
    const answers = new Map<string, number>();
    let sent = 0;
    let answered = 0;
    const recent = (): string => JSON.stringify(frames.slice(answered, sent)).slice(0, 2_000);
    const over = (settle: () => void): void => {
      clearTimeout(timer);
      ws.off('message', hear).off('close', leave);
      settle();
    };
    const fail = (why: string): void => over(() => reject(new Error(why)));
    const timer = setTimeout(() => fail(`${sent - answered} frames got no answer: ${recent()}`), patienceMs);
    const send = (): void => {
      while (sent < frames.length && sent - answered < inFlight) ws.send(frames[sent++] ?? '');
    };
    const leave = (code: number): void => fail(`the socket closed with ${code} amid ${recent()}`);
    const hear = (data: unknown): void => {
      const parsed = serverEventSchema.safeParse(JSON.parse(String(data)));
      if (!parsed.success) fail(`no event of the protocol: ${String(data).slice(0, 300)}`);
      if (!parsed.success || !isAnswer(parsed.data)) return;
      const name = parsed.data.type === 'error' ? parsed.data.code : parsed.data.type;
      answers.set(name, (answers.get(name) ?? 0) + 1);
      answered += 1;
      timer.refresh();
      if (answered === frames.length) over(() => resolve({ answers }));
      else send();
    };
    ws.on('message', hear).on('close', leave);
    send();
  });
