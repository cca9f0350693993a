import {
  type BedrockRuntimeClient,
  ConverseStreamCommand,
  type ConverseStreamOutput,
  type StopReason,
} from '@aws-sdk/client-bedrock-runtime';
import { CodedError, isCodedError } from '@tarotchat/errors';
import type { SpreadId } from '@tarotchat/protocol';
import type { ReadingModel, ReadingRequest } from '../reading-model.ts';
import { hintsAtCrisis, policyTexts } from '../reading-policy.ts';
import { lastWords } from './reading-end.ts';
import { readingPrompt } from './reading-prompt.ts';
import { systemPrompt } from './system-prompt.ts';

/** What {@link bedrockReader} works with. */
export type BedrockReaderDeps = {
  readonly client: BedrockRuntimeClient;
  /** Id of a model or of an inference profile that supports ConverseStream with system prompts. */
  readonly modelId: string;
};

// About twice what a reading takes: models spend one to two tokens on a Hangul syllable.
const maxTokens: { readonly [spread in SpreadId]: number } = {
  'one-card': 1_024,
  'three-cards': 2_048,
  'celtic-cross': 4_096,
};

/**
 * A reading model on Amazon Bedrock: one ConverseStream call a reading, its text deltas as they come.
 * A question that hints at a crisis is answered with help lines, and no call is made.
 * The call is cancelled when the signal is aborted or the caller stops iterating.
 *
 * https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_ConverseStream.html
 *
 * @throws the signal's reason once aborted; CodedError `READING_FAILED` with its cause for all else.
 */
export const bedrockReader = ({ client, modelId }: BedrockReaderDeps): ReadingModel => ({
  async *read(request) {
    const { signal, question, language } = request;
    signal?.throwIfAborted();
    if (hintsAtCrisis(question)) {
      yield policyTexts[language].helpLines;
      return;
    }

    const hangUp = new AbortController();
    const abortSignal = signal ? AbortSignal.any([signal, hangUp.signal]) : hangUp.signal;
    try {
      const { stream } = await client.send(converse(modelId, request), { abortSignal });
      let hasText = false;
      let stopReason: StopReason | undefined;
      for await (const event of untilStop(stream ?? [])) {
        signal?.throwIfAborted();
        stopReason = event.messageStop?.stopReason;
        const text = event.contentBlockDelta?.delta?.text;
        if (!text) continue;
        hasText ||= text.trim() !== '';
        yield text;
      }
      const rest = lastWords(language, { stopReason, hasText });
      if (rest) yield rest;
    } catch (error) {
      signal?.throwIfAborted();
      throw isCodedError(error) ? error : new CodedError('READING_FAILED', {}, { cause: error });
    } finally {
      hangUp.abort();
    }
  },
});

const converse = (modelId: string, request: ReadingRequest): ConverseStreamCommand =>
  new ConverseStreamCommand({
    modelId,
    system: [{ text: systemPrompt(request.language) }],
    messages: readingPrompt(request),
    inferenceConfig: { maxTokens: maxTokens[request.spread] },
  });

/** The events up to `messageStop`: what follows is only the bill, and not worth losing a whole reading for. */
async function* untilStop(stream: AsyncIterable<ConverseStreamOutput> | Iterable<ConverseStreamOutput>) {
  for await (const event of stream) {
    yield event;
    if (event.messageStop) return;
  }
}
