import type { AwsClients } from './aws-clients.ts';
import { buildFunctions } from './build-functions.ts';
import { buildLogin } from './build-login.ts';
import { buildRestApi } from './build-rest-api.ts';
import { buildWebSocketApi } from './build-web-socket-api.ts';
import type { LiveAnswers } from './live-answers.ts';

/** The four ids that a person reads off the console of a live system; an adoption begins with them. */
export type KnownIds = {
  readonly webSocketApiId: string;
  readonly restApiId: string;
  readonly userPoolId: string;
  readonly clientId: string;
};

/**
 * Builds the live system as its own answers describe it, in an emulator that gives it ids of its own. Where no answer
 * tells (stage names, the path parameter, the code) it makes something up that this repository would not.
 */
export const buildLiveSystem = async (clients: AwsClients, answers: LiveAnswers): Promise<KnownIds> => {
  const functionArns = await buildFunctions(clients);
  const webSocketApiId = await buildWebSocketApi(clients, answers, functionArns);
  const restApiId = await buildRestApi(clients, answers, functionArns);
  const login = await buildLogin(clients, answers);
  return { webSocketApiId, restApiId, ...login };
};
