import { expect, test } from 'vitest';
import event from './fixtures/queue-job.json' with { type: 'json' };
import { type QueueJob, queueConsumer } from './index.ts';

test('a job arrives with its body and how often it was delivered', async () => {
  const jobs: QueueJob[] = [];

  await queueConsumer(async (job) => void jobs.push(job))(event);

  expect(jobs).toEqual([
    { body: '{"job":1}', receiveCount: 2, queueMessageId: '11d6ee51-4cc7-4302-9e22-7cd8afdaadf5' },
  ]);
});

test('a failure is thrown, so that the queue delivers the job again', async () => {
  const failing = queueConsumer(async () => {
    throw new Error('model is away');
  });

  await expect(failing(event)).rejects.toThrow('model is away');
});

test('a batch of more than one is refused: an error in one would repeat the others', async () => {
  const twice = { Records: [...event.Records, ...event.Records] };

  await expect(queueConsumer(async () => {})(twice)).rejects.toThrow();
});
