import type { ServerHttp2Stream } from 'node:http2';
import { setTimeout } from 'node:timers/promises';
import { ModelStreamErrorException, ThrottlingException } from '@aws-sdk/client-bedrock-runtime';
import { isCodedError } from '@tarotchat/errors';
import { expect, test } from 'vitest';
import { aReadingRequest } from '../deck/testing/a-reading-request.ts';
import { piecesOf } from '../deck/testing/pieces-of.ts';
import { policyTexts } from '../reading-policy.ts';
import { deltaFrame, exceptionFrame, stopFrame } from './converse-server.ts';
import { readerWith } from './reader-with.ts';

const failure = (reading: AsyncIterable<string>): Promise<unknown> =>
  piecesOf(reading).then(
    (texts) => expect.fail(`a failure was expected, not ${JSON.stringify(texts)}`),
    (error: unknown) => error,
  );

const causeOf = (error: unknown): unknown => {
  if (!isCodedError(error)) return expect.fail(`not a coded error: ${String(error)}`);
  expect(error.code).toBe('READING_FAILED');
  return error.cause;
};

test.each([
  ['throttlingException', ThrottlingException],
  ['modelStreamErrorException', ModelStreamErrorException],
])('%s in the stream is READING_FAILED with the exception as its cause', async (type, exception) => {
  const { reader } = await readerWith((stream) => {
    stream.write(deltaFrame('여기까지'));
    stream.end(exceptionFrame(type, 'slow down'));
  });

  const error = await failure(reader.read(aReadingRequest()));

  expect(causeOf(error)).toBeInstanceOf(exception);
});

test.each([
  ['resets the stream', (stream: ServerHttp2Stream) => stream.close(2)],
  ['drops the connection', (stream: ServerHttp2Stream) => stream.session?.destroy()],
  ['ends without saying why', (stream: ServerHttp2Stream) => stream.end()],
  ['ends inside of a frame', (stream: ServerHttp2Stream) => stream.end(deltaFrame('반쪽').subarray(0, 20))],
])('a server that %s in mid reading makes it READING_FAILED', async (_what, cut) => {
  const { reader } = await readerWith(async (stream) => {
    stream.write(deltaFrame('여기까지'));
    await setTimeout(20);
    cut(stream);
  });

  const error = await failure(reader.read(aReadingRequest()));

  expect(causeOf(error)).toBeInstanceOf(Error);
});

test('a connection that is cut after the model has stopped costs nothing', async () => {
  const { reader } = await readerWith(async (stream) => {
    stream.write(deltaFrame('다 썼어요'));
    stream.write(stopFrame('end_turn'));
    await setTimeout(20);
    stream.close(2);
  });

  const texts = await piecesOf(reader.read(aReadingRequest()));

  expect(texts).toEqual(['다 썼어요']);
});

test('a refused connection is READING_FAILED', async () => {
  const { reader, server } = await readerWith(() => {});
  await server.stop();

  const error = await failure(reader.read(aReadingRequest()));

  expect(causeOf(error)).toBeInstanceOf(Error);
});

test.each([
  ['content_filtered', '앞부분', `앞부분\n\n${policyTexts.ko.declined}`],
  ['content_filtered', '', policyTexts.ko.declined],
  ['guardrail_intervened', '가드레일의 말', '가드레일의 말'],
  ['guardrail_intervened', '', policyTexts.ko.declined],
  ['max_tokens', '긴 이야기', `긴 이야기\n\n… ${policyTexts.ko.cutShort}`],
  ['stop_sequence', '다 했어요', '다 했어요'],
])('%s after "%s" is an answer and no failure', async (stopReason, text, whole) => {
  const { reader } = await readerWith((stream) => {
    if (text) stream.write(deltaFrame(text));
    stream.end(stopFrame(stopReason));
  });

  const texts = await piecesOf(reader.read(aReadingRequest()));

  expect(texts.join('')).toBe(whole);
});

test.each([
  ['malformed_model_output', '깨진'],
  ['tool_use', '도구'],
  ['end_turn', ' \n'],
])('%s after "%s" is READING_FAILED', async (stopReason, text) => {
  const { reader } = await readerWith((stream) => {
    stream.write(deltaFrame(text));
    stream.end(stopFrame(stopReason));
  });

  const error = await failure(reader.read(aReadingRequest()));

  expect(causeOf(error)).toMatchObject({ message: expect.stringContaining(stopReason) });
});
