import type { IncomingMessage } from 'node:http';
import * as z from 'zod/mini';

/** A request as an AWS SDK makes it. */
export type SdkCall = {
  /** Who signed it; undefined for calls that are not signed. */
  readonly accessKeyId: string | undefined;
  /** Signing name: `dynamodb`, `sqs`, `execute-api`, `cognito-idp`. */
  readonly service: string;
  readonly region: string;
  /** Name of the operation, as the API has it. */
  readonly operation: string;
  readonly method: string;
  readonly path: string;
  readonly body: Buffer;
  /** The body, where it is JSON. */
  readonly json: unknown;
};

const servicesByTarget: Readonly<Record<string, string>> = {
  DynamoDB_20120810: 'dynamodb',
  AmazonSQS: 'sqs',
  AWSCognitoIdentityProviderService: 'cognito-idp',
};

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
const credential = /Credential=([^/,\s]+)\/\d{8}\/([^/]+)\/([^/]+)\/aws4_request/;

/** Reads whose call it is and what it asks; undefined where it is no SDK call. The signature itself is not verified. */
export const readSdkCall = (request: IncomingMessage, body: Buffer): SdkCall | undefined => {
  const [, accessKeyId, region = 'us-east-1', signedService] =
    credential.exec(request.headers.authorization ?? '') ?? [];
  const [targetPrefix = '', targetOperation] = String(request.headers['x-amz-target'] ?? '').split('.');
  const service = signedService ?? servicesByTarget[targetPrefix];
  if (service === undefined) return undefined;
  return {
    accessKeyId,
    service,
    region,
    operation: targetOperation ?? 'ManageConnections',
    method: request.method ?? 'POST',
    path: new URL(request.url ?? '/', 'http://localhost').pathname,
    body,
    json: parse(body),
  };
};

const parse = (body: Buffer): unknown => {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
};

/** A text field of a call's body, down a path of names. */
export const textField = (value: unknown, ...path: readonly string[]): string | undefined => {
  const found = path.reduce<unknown>((inner, name) => fieldOf(inner, name), value);
  return z.safeParse(z.string(), found).data;
};

/** The fields of an object in a call's body. */
export const fieldsOf = (value: unknown): [string, unknown][] =>
  typeof value === 'object' && value !== null ? Object.entries(value) : [];

/** One field, whatever it is. */
export const fieldOf = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
