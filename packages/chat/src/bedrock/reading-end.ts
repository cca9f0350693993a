import type { StopReason } from '@aws-sdk/client-bedrock-runtime';
import { CodedError } from '@tarotchat/errors';
import type { Language } from '@tarotchat/protocol';
import { policyTexts } from '../reading-policy.ts';

/** How a stream of the model came to its end. */
type StreamEnd = {
  /** `undefined` where the stream ended without saying why: it was cut. */
  readonly stopReason: StopReason | undefined;
  /** True where the model has written anything but white space. */
  readonly hasText: boolean;
};

/**
 * What is still to be said when the model stops writing; empty where the reading is whole.
 * A filter that stepped in would do so again, so that is an answer and no failure.
 * Stop reasons: https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_MessageStopEvent.html
 *
 * @throws CodedError `READING_FAILED` where the stream was cut, the output is malformed, or there is none.
 */
export const lastWords = (language: Language, { stopReason, hasText }: StreamEnd): string => {
  const { declined, cutShort } = policyTexts[language];
  const afterText = (text: string): string => (hasText ? `\n\n${text}` : text);
  switch (stopReason) {
    case 'end_turn':
    case 'stop_sequence':
      if (hasText) return '';
      break;
    case 'max_tokens':
    case 'model_context_window_exceeded':
      if (hasText) return afterText(`… ${cutShort}`);
      break;
    case 'content_filtered':
      return afterText(declined);
    case 'guardrail_intervened':
      // The guardrail sends its own configured text through the stream, where it has one.
      return hasText ? '' : declined;
  }
  const what = hasText ? 'ended' : 'ended without text';
  throw new CodedError(
    'READING_FAILED',
    {},
    { cause: new Error(`The stream ${what}: ${stopReason ?? 'no messageStop'}.`) },
  );
};
