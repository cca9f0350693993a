import { DeleteMessageCommand, ReceiveMessageCommand, SendMessageCommand } from '@aws-sdk/client-sqs';
import { expect, test } from 'vitest';
import { createQueue, startSqs } from './sqs.ts';

test('a message group waits until its first message is done, another group does not', async () => {
  const sqs = await startSqs();
  const { queueUrl, queueArn } = await createQueue(sqs.client, 'jobs.fifo', {
    FifoQueue: 'true',
    VisibilityTimeout: '60',
  });
  const send = (group: string, body: string) =>
    sqs.client.send(
      new SendMessageCommand({
        QueueUrl: queueUrl,
        MessageBody: body,
        MessageGroupId: group,
        MessageDeduplicationId: body,
      }),
    );
  const receive = async () => {
    const { Messages } = await sqs.client.send(
      new ReceiveMessageCommand({ QueueUrl: queueUrl, MaxNumberOfMessages: 10, WaitTimeSeconds: 0 }),
    );
    return Messages ?? [];
  };
  await send('a', 'a1');
  await send('a', 'a2');
  await send('b', 'b1');
  await send('b', 'b1');

  const first = await receive();
  const meanwhile = await receive();
  for (const message of first) {
    await sqs.client.send(new DeleteMessageCommand({ QueueUrl: queueUrl, ReceiptHandle: message.ReceiptHandle ?? '' }));
  }
  const second = await receive();
  await sqs.stop();

  expect(queueArn).toContain(':jobs.fifo');
  expect(new URL(queueUrl).origin).toBe(sqs.endpoint);
  expect(first.map((message) => message.Body).toSorted()).toEqual(['a1', 'b1']);
  expect(meanwhile).toEqual([]);
  expect(second.map((message) => message.Body)).toEqual(['a2']);
});
