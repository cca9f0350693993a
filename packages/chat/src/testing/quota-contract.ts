import { describe, expect, test } from 'vitest';
import type { ConversationStore } from '../conversation-store.ts';
import type { Quotas } from '../quota.ts';
import { aClaim, aMessageId, askedAtMs, aUserId, messageKey, sessionKey } from './a-reply-job.ts';

/** What every store promises of quotas. */
export const quotaContract = (adapter: string, open: (quotas: Quotas) => ConversationStore): void => {
  const claimsOf = (userId = aUserId()) => {
    let n = 0;
    return (atMs = askedAtMs) => {
      n += 1;
      return aClaim({ userId, messageId: aMessageId(n), askedAtMs: atMs, nowMs: atMs });
    };
  };

  describe(`${adapter}: quotas`, () => {
    test('a question over the minute’s quota is stored with its refusal, and told how long to wait', async () => {
      const store = open({ messagesPerMinute: 2, readingsPerDay: 100 });
      const next = claimsOf();
      const kinds = [await store.claimReply(next()), await store.claimReply(next())].map(({ kind }) => kind);
      const refused = next();

      const outcome = await store.claimReply(refused);

      // Asked at 03:04:05.678.
      expect([...kinds, outcome]).toEqual(['claimed', 'claimed', { kind: 'over-quota', retryAfterSeconds: 55 }]);
      expect(await store.listMessages(sessionKey(refused), { limit: 50 })).toMatchObject({
        kind: 'found',
        messages: [
          { kind: 'question', text: refused.text },
          { status: 'failed', errorCode: 'TOO_MANY_REQUESTS', retryAfterSeconds: 55, text: '', cards: [] },
        ],
      });
    });

    test('a refusal is final: the same question again finds it', async () => {
      const store = open({ messagesPerMinute: 1, readingsPerDay: 100 });
      const next = claimsOf();
      await store.claimReply(next());
      const claim = next();
      await store.claimReply(claim);

      const again = await store.claimReply({ ...claim, nowMs: claim.nowMs + 120_000 });

      expect(again).toMatchObject({ kind: 'already-claimed', reply: { status: 'failed' } });
      expect(await store.completeReply({ ...messageKey(claim), text: 'x' })).toEqual({ kind: 'already-ended' });
    });

    test('the next minute and the next day in Seoul begin anew', async () => {
      const store = open({ messagesPerMinute: 1, readingsPerDay: 2 });
      const next = claimsOf();
      const midnightInSeoul = Date.UTC(2026, 0, 2, 15);
      const at = [0, 60_000, 120_000, midnightInSeoul - askedAtMs].map((laterMs) => askedAtMs + laterMs);

      const outcomes = [];
      for (const atMs of at) outcomes.push(await store.claimReply(next(atMs)));

      expect(outcomes.map(({ kind }) => kind)).toEqual(['claimed', 'claimed', 'over-quota', 'claimed']);
      expect(outcomes[2]).toEqual({
        kind: 'over-quota',
        retryAfterSeconds: Math.ceil((midnightInSeoul - askedAtMs - 120_000) / 1_000),
      });
    });

    test('repeats, refusals and follow-ups to no session count nothing', async () => {
      const store = open({ messagesPerMinute: 2, readingsPerDay: 100 });
      const userId = aUserId();
      const next = claimsOf(userId);
      const first = next();
      await store.claimReply(first);
      await store.claimReply(first);
      await store.claimReply({ ...next(), sessionId: aClaim({ messageId: aMessageId(99) }).sessionId });

      expect(await store.claimReply(next())).toEqual({ kind: 'claimed' });
      expect(await store.claimReply(next())).toMatchObject({ kind: 'over-quota' });
    });

    test('one person’s questions are not counted against another', async () => {
      const store = open({ messagesPerMinute: 1, readingsPerDay: 1 });

      expect(await store.claimReply(claimsOf()())).toEqual({ kind: 'claimed' });
      expect(await store.claimReply(claimsOf()())).toEqual({ kind: 'claimed' });
    });

    test('of many parallel questions exactly as many as are left are claimed', async () => {
      const store = open({ messagesPerMinute: 100, readingsPerDay: 5 });
      const next = claimsOf();

      const outcomes = await Promise.all(Array.from({ length: 50 }, () => store.claimReply(next())));

      expect(outcomes.filter(({ kind }) => kind === 'claimed')).toHaveLength(5);
      expect(outcomes.filter(({ kind }) => kind === 'over-quota')).toHaveLength(45);
    });

    test('what is used up is no session of the person', async () => {
      const store = open({ messagesPerMinute: 1, readingsPerDay: 1 });
      const claim = claimsOf()();
      await store.claimReply(claim);

      const { sessions } = await store.listSessions(claim.userId, { limit: 50 });

      expect(sessions.map(({ sessionId }) => sessionId)).toEqual([claim.sessionId]);
    });
  });
};
