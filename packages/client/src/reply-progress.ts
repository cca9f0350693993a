import type { DrawnCard, ReplyEvent } from '@tarotchat/protocol';
import type { ClientErrorCode } from './client-error.ts';

/** What happens to one question, in order. `completed`, `stopped` and `failed` are the last. */
export type ReplyUpdate =
  /** The server has taken the question. */
  | { readonly kind: 'accepted' }
  /** The cards lie on the table and no word is written yet; again, when a reply begins anew. */
  | { readonly kind: 'started'; readonly cards: readonly DrawnCard[] }
  /** All words so far. */
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'completed'; readonly text: string; readonly cards: readonly DrawnCard[] }
  /** The person signed out everywhere while it was being written: this is what there is of it. */
  | { readonly kind: 'stopped'; readonly text: string; readonly cards: readonly DrawnCard[] }
  | {
      readonly kind: 'failed';
      readonly code: ClientErrorCode;
      readonly message: string;
      readonly retryAfterSeconds?: number;
    };

/** How far the frames of one reply have been put together. */
export type ReplyProgress = {
  readonly started: boolean;
  readonly nextSequence: number;
  /** Frames that came before their turn, by sequence. */
  readonly early: ReadonlyMap<number, ReplyEvent>;
  readonly cards: readonly DrawnCard[];
  readonly text: string;
};

export const noProgress: ReplyProgress = { started: false, nextSequence: 0, early: new Map(), cards: [], text: '' };

type Step = { readonly progress: ReplyProgress; readonly updates: readonly ReplyUpdate[] };

/**
 * Takes one frame: in order by `sequence`, each once, whatever the order they come in. A `reply.started` for a
 * reply that had started drops everything before it.
 */
export const applyFrame = (progress: ReplyProgress, frame: ReplyEvent): Step => {
  if (frame.type === 'reply.started' && progress.started) return applyFrame(noProgress, frame);

  const early = new Map(progress.early).set(frame.sequence, frame);
  return drain({ ...progress, early }, []);
};

const drain = (progress: ReplyProgress, updates: readonly ReplyUpdate[]): Step => {
  const frame = progress.early.get(progress.nextSequence);
  if (!frame) return { progress, updates };

  const early = new Map(progress.early);
  early.delete(progress.nextSequence);
  const step = append({ ...progress, early, nextSequence: progress.nextSequence + 1 }, frame);
  return drain(step.progress, [...updates, ...step.updates]);
};

const append = (progress: ReplyProgress, frame: ReplyEvent): Step => {
  switch (frame.type) {
    case 'reply.started':
      return {
        progress: { ...progress, started: true, cards: frame.cards, text: '' },
        updates: [{ kind: 'started', cards: frame.cards }],
      };
    case 'reply.delta': {
      const text = progress.text + frame.text;
      return { progress: { ...progress, text }, updates: [{ kind: 'text', text }] };
    }
    case 'reply.completed':
      return { progress, updates: [{ kind: 'completed', text: progress.text, cards: progress.cards }] };
    case 'reply.failed':
      return { progress, updates: [{ kind: 'failed', code: frame.code, message: frame.message }] };
  }
};
