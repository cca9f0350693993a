import * as z from 'zod/mini';
import { evaluatePolicy } from '../iam/evaluate-policy.ts';
import { policyDocumentSchema } from '../iam/policy.ts';
import type { GatewayAuthorizer } from '../model/gateway-authorizer.ts';
import type { GatewayDeps } from './gateway-deps.ts';
import { headerOf, type RequestParts } from './request-parts.ts';
import { invokeIntegration } from './timed-invocation.ts';

/** The context that an authorizer gave, as strings. */
export type AuthorizerContext = Readonly<Record<string, string>>;

export type Authorization =
  | { readonly kind: 'allowed'; readonly context: AuthorizerContext }
  | { readonly kind: 'denied'; readonly context: AuthorizerContext }
  /** No identity, or the function said "Unauthorized". */
  | { readonly kind: 'unauthorized' }
  | { readonly kind: 'failed' };

export type AuthorizationRequest = {
  readonly authorizer: GatewayAuthorizer;
  readonly parts: RequestParts;
  /** `arn:aws:execute-api:…:<api>/<stage>`. */
  readonly stageArn: string;
  readonly methodArn: string;
  readonly event: unknown;
};

const scalar = z.union([z.string(), z.number(), z.boolean()]);
// https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-lambda-authorizer-output.html
const answerSchema = z.object({
  principalId: z.string(),
  policyDocument: policyDocumentSchema,
  context: z._default(z.record(z.string(), scalar), {}),
});
type Answer = z.output<typeof answerSchema>;

/** Asks a Lambda authorizer, or its kept answer, and evaluates the policy that it gave. */
export const createAuthorize = (deps: GatewayDeps) => {
  const kept = new Map<string, { readonly answer: Answer; readonly untilMs: number }>();

  return async (request: AuthorizationRequest): Promise<Authorization> => {
    const { authorizer, methodArn } = request;
    const identity = identityOf(request);
    if (identity === undefined) return { kind: 'unauthorized' };

    const key = JSON.stringify([authorizer.authorizerId, ...identity]);
    const known = kept.get(key);
    if (known && known.untilMs > deps.clock.now()) return decide(known.answer, methodArn);
    kept.delete(key);

    const asked = await ask(deps, request);
    if (asked.kind !== 'answered') return asked;
    if (authorizer.cacheSeconds > 0 && identity.length > 0) {
      kept.set(key, { answer: asked.answer, untilMs: deps.clock.now() + authorizer.cacheSeconds * 1000 });
    }
    return decide(asked.answer, methodArn);
  };
};

const identityOf = ({ authorizer, parts }: AuthorizationRequest): string[] | undefined => {
  const values = authorizer.identitySources.map(({ kind, name }) =>
    kind === 'header' ? headerOf(parts.headers, name) : parts.query[name],
  );
  const present = values.filter((value) => value !== undefined && value !== '');
  return present.length === values.length ? values.map(String) : undefined;
};

type Asked =
  | { readonly kind: 'answered'; readonly answer: Answer }
  | Extract<Authorization, { kind: 'unauthorized' | 'failed' }>;

const ask = async (deps: GatewayDeps, { authorizer, event, stageArn }: AuthorizationRequest): Promise<Asked> => {
  const outcome = await invokeIntegration(deps)({
    functionName: authorizer.functionName,
    sourceArn: `${stageArn.slice(0, stageArn.lastIndexOf('/'))}/authorizers/${authorizer.authorizerId}`,
    event,
    timeoutMs: 29_000,
  });
  // API Gateway knows this one message.
  if (outcome.kind === 'failed' && outcome.error.errorMessage === 'Unauthorized') return { kind: 'unauthorized' };
  if (outcome.kind !== 'returned') return { kind: 'failed' };
  const answer = answerSchema.safeParse(outcome.payload);
  if (answer.success) return { kind: 'answered', answer: answer.data };
  deps.warn(
    `${authorizer.functionName} did not answer as an authorizer has to: ${answer.error.issues[0]?.path.join('.')}`,
  );
  return { kind: 'failed' };
};

const decide = ({ principalId, policyDocument, context }: Answer, methodArn: string): Authorization => {
  const decision = evaluatePolicy(policyDocument.Statement, { action: 'execute-api:Invoke', resource: methodArn });
  const texts = Object.entries(context).map(([name, value]) => [name, String(value)]);
  return {
    kind: decision === 'allowed' ? 'allowed' : 'denied',
    context: { principalId, ...Object.fromEntries(texts) },
  };
};
