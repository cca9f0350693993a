import { CreateQueueCommand, GetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { buildApp } from 'fauxqs';

/** An SQS on this machine. Queues live in memory: what waits in them ends with the process. */
export type EmbeddedSqs = {
  readonly endpoint: string;
  /** A client with made-up credentials: the emulator checks none. */
  readonly client: SQSClient;
  readonly stop: () => Promise<void>;
};

/** Starts SQS (fauxqs) on a free port of 127.0.0.1; its own `startFauxqs` would listen on every interface. */
export const startSqs = async (): Promise<EmbeddedSqs> => {
  const app = buildApp({ logger: false, host: '127.0.0.1' });
  const endpoint = await app.listen({ host: '127.0.0.1', port: 0 });
  const client = new SQSClient({
    endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'embedded', secretAccessKey: 'embedded' },
  });
  return {
    endpoint,
    client,
    stop: async () => {
      client.destroy();
      await app.close();
    },
  };
};

/**
 * Creates a queue with the attributes given (numbers as text, as SQS has them).
 *
 * @returns its ARN, and its URL on the endpoint of `client`.
 */
export const createQueue = async (
  client: SQSClient,
  queueName: string,
  attributes: Readonly<Record<string, string>>,
): Promise<{ readonly queueUrl: string; readonly queueArn: string }> => {
  const { QueueUrl } = await client.send(
    new CreateQueueCommand({ QueueName: queueName, Attributes: { ...attributes } }),
  );
  if (QueueUrl === undefined) throw new Error(`the embedded SQS did not create ${queueName}`);
  // fauxqs answers http://sqs.us-east-1.127.0.0.1:<port>/…, a host that no URL parser takes.
  const queueUrl = QueueUrl.replace(/^http:\/\/sqs\.[a-z0-9-]+\./, 'http://');
  const { Attributes } = await client.send(
    new GetQueueAttributesCommand({ QueueUrl: queueUrl, AttributeNames: ['QueueArn'] }),
  );
  return { queueUrl, queueArn: Attributes?.['QueueArn'] ?? '' };
};
