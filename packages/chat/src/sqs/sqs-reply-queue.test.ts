import { ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import { createQueue, type EmbeddedSqs, startSqs } from '@tarotchat/embedded-aws/sqs';
import { sessionBegunBy } from '@tarotchat/protocol';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { replyJobSchema } from '../reply-job.ts';
import { aMessageId, aReplyJob, aUserId } from '../testing/a-reply-job.ts';
import { sqsReplyQueue } from './sqs-reply-queue.ts';

let sqs: EmbeddedSqs;

beforeAll(async () => {
  sqs = await startSqs();
});

afterAll(async () => {
  await sqs?.stop();
});

const openQueue = async () => {
  const { queueUrl } = await createQueue(sqs.client, `replies-${crypto.randomUUID()}.fifo`, { FifoQueue: 'true' });
  const receive = async () => {
    const { Messages = [] } = await sqs.client.send(
      new ReceiveMessageCommand({
        QueueUrl: queueUrl,
        MaxNumberOfMessages: 10,
        MessageSystemAttributeNames: ['All'],
      }),
    );
    return Messages.map(({ Body = '', Attributes }) => ({
      job: replyJobSchema.parse(JSON.parse(Body)),
      group: Attributes?.MessageGroupId,
      deduplication: Attributes?.MessageDeduplicationId,
    }));
  };
  return { queue: sqsReplyQueue({ client: sqs.client, queueUrl }), receive };
};

test('a job comes out as it went in, grouped by session, named by user, session and question', async () => {
  const { queue, receive } = await openQueue();
  const job = aReplyJob();

  await queue.enqueue(job);

  const group = `${job.userId}#${job.sessionId}`;
  expect(await receive()).toEqual([{ job, group, deduplication: `${group}#${job.messageId}` }]);
});

test('a repeat is dropped, the same question id of another person or session is not', async () => {
  const { queue, receive } = await openQueue();
  const job = aReplyJob();
  const ofAnother = { ...job, userId: aUserId() };
  const elsewhere = { ...job, sessionId: sessionBegunBy(aMessageId(2)) };

  for (const each of [job, job, ofAnother, elsewhere]) await queue.enqueue(each);

  const jobs = [...(await receive()), ...(await receive())].map((message) => message.job);
  expect(jobs).toHaveLength(3);
  expect(jobs).toEqual(expect.arrayContaining([job, ofAnother, elsewhere]));
});

test('taking a job is one call', async () => {
  const { queue } = await openQueue();
  let calls = 0;
  sqs.client.middlewareStack.add(
    (next) => (args) => {
      calls += 1;
      return next(args);
    },
    { step: 'finalizeRequest', priority: 'low', name: 'count' },
  );

  await queue.enqueue(aReplyJob());

  sqs.client.middlewareStack.remove('count');
  expect(calls).toBe(1);
});

test('a text that holds what SQS refuses comes out as it went in', async () => {
  const { queue, receive } = await openQueue();
  const job = { ...aReplyJob(), text: 'Will it work? 🔮 \u{2603} 가 \ufffe\uffff\u0000\u{10ffff}' };

  await queue.enqueue(job);

  expect((await receive()).map((message) => message.job)).toEqual([job]);
});
