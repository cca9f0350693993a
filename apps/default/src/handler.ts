import { type Problem, problem } from '@tarotchat/errors';
import { type Logger, messageRoute } from '@tarotchat/lambda-kit';
import { errorEvent, limits, parseJson, pingMessage, utf8Bytes } from '@tarotchat/protocol';

const knownActions = ['sendMessage', 'renewAuth', pingMessage.action];

export const createHandler = (deps: { readonly logger: Logger }) =>
  messageRoute(deps, async ({ body, requestId, connectionId }) => {
    const refusal = whatIsWrong(body);
    deps.logger.info('message refused', { requestId, connectionId, code: refusal.code });
    return errorEvent(refusal, { requestId });
  });

/** API Gateway sends here what it cannot route: no JSON, no action, or an action without a route. */
const whatIsWrong = (body: string): Problem => {
  const bytes = utf8Bytes(body);
  if (bytes > limits.clientMessageBytes) {
    return problem('MESSAGE_TOO_LARGE', {
      message: `The message is ${bytes} bytes; at most ${limits.clientMessageBytes} are taken. Shorten it.`,
    });
  }
  const json = parseJson(body);
  if (json.kind === 'refused') return json.problem;

  const action = typeof json.value === 'object' && json.value !== null ? Reflect.get(json.value, 'action') : undefined;
  const known = knownActions.map((name) => `"${name}"`).join(', ');
  if (typeof action !== 'string' || action === '') {
    return problem('INVALID_FIELD', { field: 'action', message: `"action" must be one of ${known}.` });
  }
  return problem('UNKNOWN_ACTION', {
    field: 'action',
    message: `This action is not known. "action" must be one of ${known}.`,
  });
};
