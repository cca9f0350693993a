import { createHash } from 'node:crypto';
import type { Message } from '@aws-sdk/client-sqs';

/** Where a batch comes from. */
export type QueueSource = { readonly queueArn: string; readonly region: string };

/** The event of an SQS event source mapping. https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html */
export const queueEvent = (messages: readonly Message[], { queueArn, region }: QueueSource) => ({
  Records: messages.map((message) => ({
    messageId: message.MessageId ?? '',
    receiptHandle: message.ReceiptHandle ?? '',
    body: message.Body ?? '',
    attributes: { ...message.Attributes },
    messageAttributes: Object.fromEntries(
      Object.entries(message.MessageAttributes ?? {}).map(([name, value]) => [
        name,
        { stringValue: value.StringValue, dataType: value.DataType },
      ]),
    ),
    md5OfBody:
      message.MD5OfBody ??
      createHash('md5')
        .update(message.Body ?? '')
        .digest('hex'),
    eventSource: 'aws:sqs',
    eventSourceARN: queueArn,
    awsRegion: region,
  })),
});
