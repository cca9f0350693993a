import type { ServerResponse } from 'node:http';

/** An answer in the JSON protocols of AWS. */
export type AwsAnswer = {
  readonly status: number;
  /** Exception name without a namespace. */
  readonly errorType?: string;
  readonly body: unknown;
};

/** An exception as the SDKs read it: type in header and body, both spellings of the message. */
export const awsException = (status: number, errorType: string, message: string): AwsAnswer => ({
  status,
  errorType,
  body: { __type: errorType, message, Message: message },
});

/** Writes an answer. */
export const writeAnswer = (response: ServerResponse, { status, errorType, body }: AwsAnswer): void => {
  const text = body === undefined ? '' : JSON.stringify(body);
  response.writeHead(status, {
    'Content-Type': 'application/x-amz-json-1.0',
    'Content-Length': Buffer.byteLength(text),
    ...(errorType !== undefined && { 'x-amzn-ErrorType': errorType }),
  });
  response.end(text);
};
