import type { VerifiedCaller } from '@tarotchat/auth';
import type { ErrorCode } from '@tarotchat/errors';
import { callerContext } from '@tarotchat/lambda-kit';
import type { AuthorizerEvent } from './authorizer-event.ts';

/**
 * What a Lambda authorizer answers.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-lambda-authorizer-output.html
 */
export type AuthorizerResult = {
  readonly principalId: string;
  readonly policyDocument: {
    readonly Version: '2012-10-17';
    readonly Statement: readonly {
      readonly Action: 'execute-api:Invoke';
      readonly Effect: 'Allow' | 'Deny';
      readonly Resource: string;
    }[];
  };
  readonly context: Readonly<Record<string, string>>;
};

/** Why somebody may not. */
export type DenialCode = Extract<ErrorCode, 'UNAUTHENTICATED' | 'AUTH_EXPIRED' | 'FORBIDDEN'>;

/** The caller may; who it is travels with every later event of the connection, or with the request. */
export const allow = (event: AuthorizerEvent, caller: VerifiedCaller): AuthorizerResult => ({
  principalId: caller.userId,
  policyDocument: policyDocument('Allow', resourceOf(event)),
  context: callerContext(caller),
});

/** The caller may not; `code` reaches the REST answer by way of the gateway response ACCESS_DENIED. */
export const deny = (event: AuthorizerEvent, code: DenialCode): AuthorizerResult => ({
  principalId: 'unauthenticated',
  policyDocument: policyDocument('Deny', resourceOf(event)),
  context: { code },
});

const policyDocument = (Effect: 'Allow' | 'Deny', Resource: string): AuthorizerResult['policyDocument'] => ({
  Version: '2012-10-17',
  Statement: [{ Action: 'execute-api:Invoke', Effect, Resource }],
});

/**
 * REST keeps the answer for the token and applies it to every method of the stage, so it has to speak of them all.
 * Path segments come from the caller and never get into a policy.
 */
const resourceOf = (event: AuthorizerEvent): string => {
  const [api = '', stage = ''] = event.methodArn.split('/');
  return event.api === 'rest' ? `${api}/${stage}/*` : `${api}/${stage}/$connect`;
};
