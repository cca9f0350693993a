import { coalesce } from '@tarotchat/chat';

const words = 300;
const everyMs = 17.5;

/** Posts to one socket and what a word waits, on a simulated clock: exact, whatever the machine. */
export const benchFrames = async () => {
  const rows: Record<string, Record<string, number>> = {};
  for (const intervalMs of [0, 50, 100, 250]) {
    const { posts, meanDelayMs } = await simulate(intervalMs);
    rows[`${intervalMs} ms`] = {
      posts,
      'posts ratio': Number((posts / words).toFixed(2)),
      'mean delay ms': meanDelayMs,
    };
  }
  return rows;
};

const simulate = async (intervalMs: number) => {
  let nowMs = 0;
  const sleepers: { atMs: number; wake: () => void }[] = [];
  const sleep = (ms: number) =>
    new Promise<void>((resolve) => {
      sleepers.push({ atMs: nowMs + ms, wake: resolve });
    });
  const source = async function* () {
    for (let word = 0; word < words; word += 1) {
      await sleep(everyMs);
      yield `${word} `;
    }
  };
  let posts = 0;
  let delays = 0;
  const reading = (async () => {
    for await (const frame of coalesce({ now: () => nowMs, sleep }, { intervalMs, maxCharacters: 8_000 })(source())) {
      posts += 1;
      for (const word of frame.trim().split(' ')) delays += nowMs - (Number(word) + 1) * everyMs;
    }
    return true;
  })();
  let ended = false;
  void reading.then(() => {
    ended = true;
  });
  while (!ended) {
    // Everything that can run without time passing runs before the clock moves.
    await new Promise((resolve) => setImmediate(resolve));
    const next = sleepers.sort((a, b) => a.atMs - b.atMs).shift();
    if (next === undefined) continue;
    nowMs = next.atMs;
    next.wake();
  }
  return { posts, meanDelayMs: Math.round(delays / words) };
};
