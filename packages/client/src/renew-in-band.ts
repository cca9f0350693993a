import type { ServerEvent } from '@tarotchat/protocol';
import type { Listeners } from './listeners.ts';
import type { Socket } from './socket.ts';
import type { Timing } from './timing.ts';

/**
 * Puts an open socket under a newer token with `renewAuth`. A refusal names no question, so an `error` without
 * `messageId` while the answer is awaited counts as one: a socket too many replaced is better than one that falls silent.
 */
export const renewInBand =
  (deps: { events: Listeners<ServerEvent>; timing: Timing }) =>
  (socket: Socket, token: string): Promise<'renewed' | 'not-renewed'> =>
    new Promise((resolve) => {
      const end = (outcome: 'renewed' | 'not-renewed') => {
        clearTimeout(timer);
        leave();
        resolve(outcome);
      };
      const timer = setTimeout(() => end('not-renewed'), deps.timing.renewTimeoutMs);
      const leave = deps.events.add((event) => {
        if (event.type === 'session.renewed') end('renewed');
        if (event.type === 'error' && event.messageId === undefined) end('not-renewed');
      });
      if (!socket.send({ action: 'renewAuth', token })) end('not-renewed');
    });
