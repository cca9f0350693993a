import { describe, expect, test } from 'vitest';
import type { ConversationStore, ReplyClaim } from '../conversation-store.ts';
import { messagePosition } from '../message-position.ts';
import { aCard, aClaim, aMessageId, aUserId, messageKey, sessionKey } from './a-reply-job.ts';

const wholePage = { limit: 50 };

/** What every {@link ConversationStore} promises. `open` is asked once a test; users differ, so one table may serve all. */
export const conversationStoreContract = (adapter: string, open: () => ConversationStore): void => {
  describe(`${adapter}: claiming a reply`, () => claiming(open));
  describe(`${adapter}: ending a reply`, () => ending(open));
  describe(`${adapter}: reading sessions and messages`, () => reading(open));
  describe(`${adapter}: deleting a session`, () => deleting(open));
};

const followUpOf = (claim: ReplyClaim, n: number, changes: Partial<ReplyClaim> = {}): ReplyClaim =>
  aClaim({ ...sessionKey(claim), messageId: aMessageId(n), ...changes });

const claiming = (open: () => ConversationStore): void => {
  test('a first question is stored with its reply in writing and begins a session named by it', async () => {
    const store = open();
    const claim = aClaim({ text: '  새 일을\n시작해도 될까요?  ' });

    const outcome = await store.claimReply(claim);

    expect(outcome).toEqual({ kind: 'claimed' });
    expect(await store.listSessions(claim.userId, wholePage)).toEqual({
      sessions: [
        {
          sessionId: claim.sessionId,
          title: '새 일을 시작해도 될까요?',
          createdAt: '2026-01-02T03:04:05.678Z',
          updatedAt: '2026-01-02T03:04:06.178Z',
        },
      ],
    });
    expect(await store.listMessages(sessionKey(claim), wholePage)).toEqual({
      kind: 'found',
      messages: [
        {
          kind: 'question',
          messageId: claim.messageId,
          text: claim.text,
          spread: 'one-card',
          language: 'ko',
          createdAt: '2026-01-02T03:04:05.678Z',
        },
        {
          kind: 'reply',
          messageId: claim.messageId,
          status: 'writing',
          text: '',
          cards: [aCard()],
          createdAt: '2026-01-02T03:04:06.178Z',
        },
      ],
    });
  });

  test('of twenty parallel claims of one question exactly one succeeds, and all others see its cards', async () => {
    const store = open();
    const claim = aClaim();

    const outcomes = await Promise.all(
      Array.from({ length: 20 }, (_, n) => store.claimReply({ ...claim, cards: [aCard({ cardId: `card-${n}` })] })),
    );

    const winner = outcomes.findIndex(({ kind }) => kind === 'claimed');
    const others = outcomes.filter((_, n) => n !== winner);
    expect(winner).toBeGreaterThanOrEqual(0);
    expect(others.map((outcome) => outcome.kind === 'already-claimed' && outcome.reply.cards)).toEqual(
      Array(19).fill([aCard({ cardId: `card-${winner}` })]),
    );
  });

  test('parallel follow-ups of one session are all claimed', async () => {
    const store = open();
    const first = aClaim();
    await store.claimReply(first);

    const outcomes = await Promise.all([2, 3, 4, 5].map((n) => store.claimReply(followUpOf(first, n))));

    expect(outcomes).toEqual(Array(4).fill({ kind: 'claimed' }));
  });

  test('a repeat finds question and reply as they were recorded, whatever it says itself', async () => {
    const store = open();
    const claim = aClaim();
    await store.claimReply(claim);
    await store.completeReply({ ...messageKey(claim), text: '별이 떴어요.' });

    const repeat = await store.claimReply({ ...claim, text: 'other', cards: [aCard({ cardId: 'the-moon' })] });

    expect(repeat).toMatchObject({
      kind: 'already-claimed',
      question: { text: claim.text },
      reply: { status: 'completed', text: '별이 떴어요.', cards: [aCard()] },
    });
  });

  test('a follow-up touches its session and keeps the title', async () => {
    const store = open();
    const first = aClaim({ text: 'first' });
    await store.claimReply(first);

    const outcome = await store.claimReply(followUpOf(first, 2, { text: 'second', nowMs: first.nowMs + 60_000 }));

    const { sessions } = await store.listSessions(first.userId, wholePage);
    expect(outcome).toEqual({ kind: 'claimed' });
    expect(sessions).toMatchObject([
      { title: 'first', createdAt: '2026-01-02T03:04:05.678Z', updatedAt: '2026-01-02T03:05:06.178Z' },
    ]);
  });

  test('a follow-up to no session, or to one of another person, stores nothing', async () => {
    const store = open();
    const theirs = aClaim();
    await store.claimReply(theirs);
    const stranger = followUpOf(theirs, 2, { userId: aUserId() });

    const outcome = await store.claimReply(stranger);

    expect(outcome).toEqual({ kind: 'session-not-found' });
    expect(await store.listSessions(stranger.userId, wholePage)).toEqual({ sessions: [] });
    expect(await store.listMessages(sessionKey(stranger), wholePage)).toEqual({ kind: 'not-found' });
  });

  test('the same message id of two persons is two questions', async () => {
    const store = open();
    const [one, other] = [aClaim({ text: 'one' }), aClaim({ text: 'other' })];

    const outcomes = await Promise.all([store.claimReply(one), store.claimReply(other)]);

    expect(outcomes).toEqual([{ kind: 'claimed' }, { kind: 'claimed' }]);
    expect(await store.listMessages(sessionKey(other), wholePage)).toMatchObject({
      messages: [{ text: 'other' }, { kind: 'reply' }],
    });
  });
};

const ending = (open: () => ConversationStore): void => {
  test('a reply that is stopped keeps what was written, and ends once', async () => {
    const store = open();
    const claim = aClaim();
    await store.claimReply(claim);

    expect(await store.stopReply({ ...messageKey(claim), text: '별이 ' })).toEqual({ kind: 'stored' });
    expect(await store.completeReply({ ...messageKey(claim), text: 'late' })).toEqual({ kind: 'already-ended' });
    expect(await store.listMessages(sessionKey(claim), wholePage)).toMatchObject({
      messages: [{}, { status: 'stopped', text: '별이 ' }],
    });
    expect(await store.recentTurns({ ...messageKey(claim), messageId: aMessageId(2) }, 4)).toEqual([]);
  });

  test('of parallel ends exactly one is stored, and it stays', async () => {
    const store = open();
    const claim = aClaim();
    await store.claimReply(claim);
    const texts = Array.from({ length: 10 }, (_, n) => `text ${n}`);

    const outcomes = await Promise.all(texts.map((text) => store.completeReply({ ...messageKey(claim), text })));
    const late = await store.failReply({ ...messageKey(claim), errorCode: 'READING_FAILED' });

    const winner = outcomes.findIndex(({ kind }) => kind === 'stored');
    expect(outcomes.filter(({ kind }) => kind === 'already-ended')).toHaveLength(9);
    expect(late).toEqual({ kind: 'already-ended' });
    expect(await store.listMessages(sessionKey(claim), wholePage)).toMatchObject({
      messages: [{}, { status: 'completed', text: `text ${winner}` }],
    });
  });

  test('a failure is stored with its code', async () => {
    const store = open();
    const claim = aClaim();
    await store.claimReply(claim);

    const outcome = await store.failReply({ ...messageKey(claim), errorCode: 'READING_FAILED' });

    expect(outcome).toEqual({ kind: 'stored' });
    expect(await store.listMessages(sessionKey(claim), wholePage)).toMatchObject({
      messages: [{}, { status: 'failed', text: '', errorCode: 'READING_FAILED' }],
    });
  });

  test('a reply that was never claimed cannot end', async () => {
    const store = open();

    const outcome = await store.completeReply({ ...messageKey(aClaim()), text: 'text' });

    expect(outcome).toEqual({ kind: 'gone' });
  });
};

const reading = (open: () => ConversationStore): void => {
  test('sessions come newest first, page by page, each once, and the last page says so', async () => {
    const store = open();
    const userId = aUserId();
    for (const n of [3, 1, 5, 2, 4]) await store.claimReply(aClaim({ userId, messageId: aMessageId(n) }));

    const first = await store.listSessions(userId, { limit: 2 });
    const second = await store.listSessions(userId, { limit: 2, ...(first.next && { after: first.next }) });
    const third = await store.listSessions(userId, { limit: 2, ...(second.next && { after: second.next }) });

    const ids = [first, second, third].map(({ sessions }) => sessions.map(({ sessionId }) => sessionId));
    expect(ids).toEqual([[aMessageId(5), aMessageId(4)], [aMessageId(3), aMessageId(2)], [aMessageId(1)]]);
    expect([first.next, second.next, third.next]).toEqual([aMessageId(4), aMessageId(2), undefined]);
  });

  test('a page that ends with the last item has no next', async () => {
    const store = open();
    const claim = aClaim();
    await store.claimReply(claim);

    const sessions = await store.listSessions(claim.userId, { limit: 1 });
    const messages = await store.listMessages(sessionKey(claim), { limit: 2 });

    expect(sessions.next).toBeUndefined();
    expect(messages).not.toHaveProperty('next');
  });

  test('messages come oldest first, and a page may end between question and reply', async () => {
    const store = open();
    const first = aClaim();
    await store.claimReply(first);
    await store.claimReply(followUpOf(first, 2));

    const page = await store.listMessages(sessionKey(first), { limit: 3 });
    const rest = await store.listMessages(sessionKey(first), {
      limit: 3,
      after: messagePosition(aMessageId(2), 'question'),
    });

    expect(page).toMatchObject({
      next: messagePosition(aMessageId(2), 'question'),
      messages: [{ kind: 'question' }, { kind: 'reply' }, { kind: 'question', messageId: aMessageId(2) }],
    });
    expect(rest).toMatchObject({ messages: [{ kind: 'reply', messageId: aMessageId(2) }] });
    expect(rest).not.toHaveProperty('next');
  });

  test('a page after the last message is empty, of a session that is not there it is not found', async () => {
    const store = open();
    const claim = aClaim();
    await store.claimReply(claim);
    const after = messagePosition(aMessageId(9), 'reply');

    const past = await store.listMessages(sessionKey(claim), { limit: 3, after });
    const nowhere = await store.listMessages({ ...sessionKey(claim), userId: aUserId() }, { limit: 3, after });

    expect(past).toEqual({ kind: 'found', messages: [] });
    expect(nowhere).toEqual({ kind: 'not-found' });
  });

  test('the recent turns are the completed ones of the last few before the question, oldest first', async () => {
    const store = open();
    const first = aClaim({ text: 'question 1' });
    const claims = [first, ...[2, 3, 4, 5].map((n) => followUpOf(first, n, { text: `question ${n}` }))];
    for (const claim of claims) await store.claimReply(claim);
    for (const n of [1, 2, 4]) {
      await store.completeReply({ ...sessionKey(first), messageId: aMessageId(n), text: `reply ${n}` });
    }
    await store.failReply({ ...sessionKey(first), messageId: aMessageId(3), errorCode: 'READING_FAILED' });

    const turns = await store.recentTurns({ ...sessionKey(first), messageId: aMessageId(5) }, 3);

    expect(turns).toEqual([
      { question: 'question 2', reply: 'reply 2' },
      { question: 'question 4', reply: 'reply 4' },
    ]);
  });
};

const deleting = (open: () => ConversationStore): void => {
  test('a deleted session is gone with all its messages, and others stay', async () => {
    const store = open();
    const first = aClaim();
    const other = aClaim({ userId: first.userId, messageId: aMessageId(100) });
    await store.claimReply(first);
    await store.claimReply(other);
    // More rows than one batch deletes.
    await Promise.all(Array.from({ length: 20 }, (_, n) => store.claimReply(followUpOf(first, n + 2))));

    const outcome = await store.deleteSession(sessionKey(first));

    const { sessions } = await store.listSessions(first.userId, wholePage);
    expect(outcome).toEqual({ kind: 'deleted' });
    expect(sessions.map(({ sessionId }) => sessionId)).toEqual([other.sessionId]);
    expect(await store.listMessages(sessionKey(first), wholePage)).toEqual({ kind: 'not-found' });
    expect(await store.recentTurns(messageKey(first), 5)).toEqual([]);
    expect(await store.deleteSession(sessionKey(first))).toEqual({ kind: 'not-found' });
  });

  test('a deleted session does not come back: neither by a follow-up nor by its first question delivered late', async () => {
    const store = open();
    const first = aClaim();
    await store.claimReply(first);
    await store.deleteSession(sessionKey(first));

    const late = await store.claimReply(first);
    const followUp = await store.claimReply(followUpOf(first, 2));

    expect([late, followUp]).toEqual([{ kind: 'session-not-found' }, { kind: 'session-not-found' }]);
    expect(await store.listSessions(first.userId, wholePage)).toEqual({ sessions: [] });
  });

  test('the reply that was running when its session was deleted is not stored', async () => {
    const store = open();
    const claim = aClaim();
    await store.claimReply(claim);
    await store.deleteSession(sessionKey(claim));

    const outcome = await store.completeReply({ ...messageKey(claim), text: 'text' });

    expect(outcome).toEqual({ kind: 'gone' });
    expect(await store.listMessages(sessionKey(claim), wholePage)).toEqual({ kind: 'not-found' });
  });

  test('another person’s session cannot be deleted', async () => {
    const store = open();
    const claim = aClaim();
    await store.claimReply(claim);

    const outcome = await store.deleteSession({ ...sessionKey(claim), userId: aUserId() });

    expect(outcome).toEqual({ kind: 'not-found' });
    expect(await store.listMessages(sessionKey(claim), wholePage)).toMatchObject({ kind: 'found' });
  });
};
