import { GetQueueAttributesCommand, GetQueueUrlCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { createQueue, startSqs } from '@tarotchat/embedded-aws/sqs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as z from 'zod/mini';
import { fixtureStack } from '../testing/fixture-stack.ts';
import { type FixtureSystem, startFixture } from '../testing/fixture-system.ts';
import { connectSocket, eventually, type SocketClient } from '../testing/socket-client.ts';
import { startQueuePoller } from './queue-poller.ts';

let system: FixtureSystem;
let client: SocketClient;
beforeAll(async () => {
  system = await startFixture();
  client = await connectSocket(system.webSocketUrl);
});
afterAll(() => system.end());

const lineSchema = z.object({
  began: z.optional(z.string()),
  ended: z.optional(z.string()),
  receiveCount: z.optional(z.string()),
  at: z.optional(z.number()),
});
const worked = () => system.logLines('fixture_worker').map((line) => lineSchema.parse(JSON.parse(line)));
const began = (name: string) => worked().filter((line) => line.began === name);
const ended = (name: string) => worked().filter((line) => line.ended === name);
const send = (id: string, group: string, job: object) =>
  client.ask({ action: 'echo', wish: 'send', id, group, job: { name: id, ...job } });

test('a job runs once, and a repeat of its id starts nothing', async () => {
  await send('once', 'g1', {});
  await send('once', 'g1', {});

  await eventually(() => ended('once').length === 1);
  await new Promise((resolve) => setTimeout(resolve, 1_500));

  expect(began('once')).toHaveLength(1);
});

test('the jobs of a group run one after the other, groups beside each other', async () => {
  await send('a1', 'a', { ms: 600 });
  await send('a2', 'a', {});
  await send('b1', 'b', {});

  await eventually(() => ended('a2').length === 1 && ended('b1').length === 1);

  expect(began('a2')[0]?.at).toBeGreaterThanOrEqual(ended('a1')[0]?.at ?? Number.POSITIVE_INFINITY);
  expect(began('b1')[0]?.at).toBeLessThan(ended('a1')[0]?.at ?? 0);
});

test('a job that fails comes again after the visibility timeout', async () => {
  await send('again', 'c', { failures: 1 });

  await eventually(() => ended('again').length === 1);

  expect(began('again').map(({ receiveCount }) => receiveCount)).toEqual(['1', '2']);
});

test('a job that fails for good goes to the dead-letter queue', async () => {
  await send('never', 'd', { failures: 99 });

  await eventually(() => began('never').length === 2);
  await expect.poll(() => deadLetters(), { timeout: 8_000 }).toBe('1');

  expect(ended('never')).toEqual([]);
});

test('a mapping whose role may not delete is refused, as AWS does', async () => {
  const policy = JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Action: ['sqs:ReceiveMessage', 'sqs:GetQueueAttributes'],
        Resource: '${aws_sqs_queue.jobs.arn}',
      },
    ],
  });
  const resource = structuredClone(fixtureStack.resource);
  resource.aws_iam_role_policy['worker'] = { role: '${aws_iam_role.worker.name}', policy };

  await expect(startFixture({}, { ...fixtureStack, resource })).rejects.toThrow(
    'the role of fixture_worker does not allow sqs:DeleteMessage',
  );
});

test('groups that come in one receive run beside each other too', async () => {
  const sqs = await startSqs();
  const { queueUrl, queueArn } = await createQueue(sqs.client, 'both.fifo', { FifoQueue: 'true' });
  for (const group of ['a', 'b']) {
    const message = { MessageBody: group, MessageGroupId: group, MessageDeduplicationId: group };
    await sqs.client.send(new SendMessageCommand({ QueueUrl: queueUrl, ...message }));
  }
  let atOnce = 0;
  let most = 0;
  let done = 0;
  const invoke = async () => {
    atOnce += 1;
    most = Math.max(most, atOnce);
    await new Promise((resolve) => setTimeout(resolve, 200));
    atOnce -= 1;
    done += 1;
    return { kind: 'returned', payload: null } as const;
  };

  const stop = startQueuePoller(
    { client: sqs.client, invoke, queueUrl, region: 'us-east-1', warn: () => {} },
    { queueArn, functionName: 'work', batchSize: 1, reportsBatchItemFailures: false, maximumConcurrency: undefined },
  );
  await eventually(() => done === 2);
  await stop();

  expect(most).toBe(2);
  await sqs.stop();
});

/** How many lie in the dead-letter queue. Only the embedded SQS itself may be asked: no role of the fixture may. */
const deadLetters = async (): Promise<string | undefined> => {
  const sqs = new SQSClient({
    endpoint: system.embedded.sqs,
    region: 'us-east-1',
    credentials: { accessKeyId: 'embedded', secretAccessKey: 'embedded' },
  });
  const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName: 'fixture_jobs_dlq.fifo' }));
  const { Attributes } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['ApproximateNumberOfMessages'] }),
  );
  sqs.destroy();
  return Attributes?.['ApproximateNumberOfMessages'];
};
