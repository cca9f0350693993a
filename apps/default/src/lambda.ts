import { declareLambda } from '@tarotchat/declarations';

export const lambda = declareLambda({
  functionName: 'tarotchat_default',
  description: 'Answers a frame that no route knows with a typed error.',
  trigger: { kind: 'websocket', routeKey: '$default' },
  memoryMegabytes: 256,
  timeoutSeconds: 5,
  environment: [],
  permissions: [],
  alarm: 'Malformed messages get no answer: a client with a mistake in it does not learn what to mend.',
});
