import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { SendMessageCommand } from '@aws-sdk/client-sqs';
import type { EmbeddedSqs } from '@tarotchat/embedded-aws/sqs';
import * as z from 'zod/mini';

/** As fauxqs shows a message when asked without receiving it. */
const messageSchema = z.object({
  body: z.string(),
  messageGroupId: z.optional(z.string()),
  messageDeduplicationId: z.optional(z.string()),
  sequenceNumber: z.optional(z.string()),
});
const inspectionSchema = z.object({
  messages: z.object({
    ready: z.array(messageSchema),
    delayed: z.array(messageSchema),
    inflight: z.array(z.object({ message: messageSchema })),
  }),
});
const backlogSchema = z.record(z.string(), z.array(messageSchema));

/** What waits in the queues at the end of a run: they live in memory, a question that was accepted must not. */
export const queueBacklog = (file: string) => ({
  /** Writes what is still in the queues, jobs that were cut off included, in the order they were sent. */
  save: async (sqs: EmbeddedSqs, queueUrls: ReadonlyMap<string, string>): Promise<void> => {
    const backlog: z.output<typeof backlogSchema> = {};
    for (const [queueArn, queueUrl] of queueUrls) {
      const answer = await fetch(`${sqs.endpoint}/_fauxqs/queues/${queueUrl.split('/').at(-1)}`);
      const { ready, delayed, inflight } = inspectionSchema.parse(await answer.json()).messages;
      const messages = [...inflight.map(({ message }) => message), ...ready, ...delayed];
      backlog[queueArn] = messages.toSorted((a, b) => Number(a.sequenceNumber ?? 0) - Number(b.sequenceNumber ?? 0));
    }
    // Renamed when whole: a kill in between leaves no half file.
    await writeFile(`${file}.new`, JSON.stringify(backlog), { mode: 0o600 });
    await rename(`${file}.new`, file);
  },

  /** Sends what the last run left, and forgets the file. A queue that is no longer in the stack is left out. */
  restore: async (sqs: EmbeddedSqs, queueUrls: ReadonlyMap<string, string>): Promise<void> => {
    const saved = await readFile(file, 'utf8').catch(() => '{}');
    for (const [queueArn, messages] of Object.entries(backlogSchema.parse(JSON.parse(saved)))) {
      const queueUrl = queueUrls.get(queueArn);
      if (queueUrl === undefined) continue;
      for (const { body, messageGroupId, messageDeduplicationId } of messages) {
        await sqs.client.send(
          new SendMessageCommand({
            QueueUrl: queueUrl,
            MessageBody: body,
            ...(messageGroupId !== undefined && { MessageGroupId: messageGroupId }),
            ...(messageDeduplicationId !== undefined && { MessageDeduplicationId: messageDeduplicationId }),
          }),
        );
      }
    }
    await rm(file, { force: true });
  },
});
