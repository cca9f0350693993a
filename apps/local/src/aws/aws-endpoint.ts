import type { IncomingMessage, ServerResponse } from 'node:http';
import { manageConnection } from '../gateway/websocket/management-api.ts';
import type { WebSocketGateway } from '../gateway/websocket/websocket-gateway.ts';
import { evaluatePolicy } from '../iam/evaluate-policy.ts';
import { readBody } from '../system/read-body.ts';
import { type AwsInventory, accessRequestsOf } from './access-requests.ts';
import { type AwsAnswer, awsException, writeAnswer } from './aws-answer.ts';
import type { CallLog } from './call-log.ts';
import { readConnectionPath } from './connection-path.ts';
import type { ForwardCall } from './forward-call.ts';
import type { FunctionIdentity } from './function-identity.ts';
import { readSdkCall, type SdkCall } from './sdk-call.ts';

/** What the endpoint stands on. */
export type AwsEndpointDeps = {
  readonly identities: readonly FunctionIdentity[];
  readonly inventory: AwsInventory;
  readonly calls: CallLog;
  readonly forward: ForwardCall;
  /** Endpoints of the embedded services. */
  readonly dynamoDb: string;
  readonly sqs: string;
  readonly webSockets: readonly WebSocketGateway[];
  readonly handleCognito: (
    operation: string,
    body: unknown,
  ) => Promise<{ readonly status: number; readonly body: unknown }>;
  /** One line for the terminal. */
  readonly warn: (line: string) => void;
};

const maximumBodyBytes = 17 * 1024 * 1024;

/** What an app client may call without a signature. */
const unsignedOperations: ReadonlySet<string> = new Set(['RevokeToken', 'GetTokensFromRefreshToken', 'GlobalSignOut']);

/** The one endpoint of all AWS calls: knows the caller by its key, asks its policies, counts, and passes on. */
export const createAwsEndpoint = (deps: AwsEndpointDeps) => {
  const answer = answerCall(deps);
  return (request: IncomingMessage, response: ServerResponse): void => {
    // Only a caller that has gone gets here: a function that was killed in the midst of its call.
    answer(request, response).catch(() => response.destroy());
  };
};

const answerCall =
  (deps: AwsEndpointDeps) =>
  async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await readBody(request, maximumBodyBytes);
    if (body === 'too-large') {
      return writeAnswer(response, awsException(413, 'RequestEntityTooLargeException', 'The request is too large'));
    }
    const call = readSdkCall(request, body);
    if (!call) {
      return writeAnswer(
        response,
        awsException(403, 'MissingAuthenticationTokenException', 'Missing Authentication Token'),
      );
    }
    try {
      const refusal = admit(deps, call);
      if (refusal) return writeAnswer(response, refusal);
      await serve(deps, call, { request, response });
    } catch (error) {
      if (request.socket.destroyed) return;
      const reason = error instanceof Error ? error.message : String(error);
      deps.warn(`${call.service} ${call.operation} could not be served: ${reason}`);
      if (response.headersSent) return void response.destroy();
      writeAnswer(response, awsException(500, 'InternalFailure', reason));
    }
  };

/** Finds the caller and asks its policies; undefined where the call may pass. */
const admit = (deps: AwsEndpointDeps, call: SdkCall): AwsAnswer | undefined => {
  const atMs = Date.now();
  const operation = call.service === 'execute-api' ? `${call.method} @connections` : call.operation;
  if (call.accessKeyId === undefined) {
    const allowed = call.service === 'cognito-idp' && unsignedOperations.has(call.operation);
    deps.calls.add({ functionName: 'unsigned', service: call.service, operation, resources: [], allowed, atMs });
    return allowed
      ? undefined
      : awsException(400, 'MissingAuthenticationTokenException', 'Missing Authentication Token');
  }
  const caller = deps.identities.find(({ accessKeyId }) => accessKeyId === call.accessKeyId);
  if (!caller) {
    return awsException(403, 'UnrecognizedClientException', 'The security token included in the request is invalid.');
  }
  const requests = accessRequestsOf(call, deps.inventory);
  const refused = requests.find((request) => evaluatePolicy(caller.statements, request) !== 'allowed');
  deps.calls.add({
    functionName: caller.functionName,
    service: call.service,
    operation,
    resources: requests.map(({ resource }) => resource),
    allowed: refused === undefined,
    atMs,
  });
  if (!refused) return undefined;

  const decision = evaluatePolicy(caller.statements, refused);
  const why =
    decision === 'explicit-deny'
      ? 'with an explicit deny in an identity-based policy'
      : `because no identity-based policy allows the ${refused.action} action`;
  deps.warn(`AccessDenied: ${caller.functionName} may not ${refused.action} on ${refused.resource}`);
  return awsException(
    call.service === 'dynamodb' || call.service === 'cognito-idp' ? 400 : 403,
    'AccessDeniedException',
    `User: ${caller.callerArn} is not authorized to perform: ${refused.action} on resource: ${refused.resource} ${why}`,
  );
};

type Exchange = { readonly request: IncomingMessage; readonly response: ServerResponse };

const serve = async (deps: AwsEndpointDeps, call: SdkCall, { request, response }: Exchange): Promise<void> => {
  switch (call.service) {
    case 'dynamodb':
      return deps.forward(deps.dynamoDb, request, { body: call.body, response });
    case 'sqs':
      return deps.forward(deps.sqs, request, { body: call.body, response });
    case 'cognito-idp':
      return writeAnswer(response, await deps.handleCognito(call.operation, call.json));
    default: {
      const target = readConnectionPath(call.path);
      const gateway = deps.webSockets.find(({ api }) => api.apiId === target?.apiId && api.stage === target.stage);
      if (!target || !gateway) throw new Error('there is no WebSocket API at this path');
      const manage = manageConnection(gateway.connections);
      writeAnswer(response, await manage(call.method, target.connectionId, call.body));
    }
  }
};
