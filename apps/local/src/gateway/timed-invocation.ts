import type { FunctionError, InvocationResult } from '../lambda/function-process.ts';
import type { GatewayDeps } from './gateway-deps.ts';

/** How an integration ended, as the gateway sees it. */
export type IntegrationOutcome =
  | { readonly kind: 'returned'; readonly payload: unknown }
  | { readonly kind: 'failed'; readonly error: FunctionError }
  | { readonly kind: 'timed-out' }
  | { readonly kind: 'forbidden' };

export type IntegrationCall = {
  readonly functionName: string;
  /** What invokes it, for the function's resource policy. */
  readonly sourceArn: string;
  readonly event: unknown;
  readonly timeoutMs: number;
};

/** Invokes a function as an integration: with permission, and for as long as the gateway waits. It runs on after that. */
export const invokeIntegration =
  ({ invoke, mayInvoke, warn }: GatewayDeps) =>
  async (call: IntegrationCall): Promise<IntegrationOutcome> => {
    if (!mayInvoke(call.functionName, call.sourceArn)) {
      warn(
        `API Gateway may not invoke ${call.functionName} for ${call.sourceArn}: its aws_lambda_permission is missing`,
      );
      return { kind: 'forbidden' };
    }
    let timer: NodeJS.Timeout | undefined;
    const timeout = new Promise<{ kind: 'timed-out' }>((resolve) => {
      timer = setTimeout(() => resolve({ kind: 'timed-out' }), call.timeoutMs);
    });
    const invocation: Promise<InvocationResult> = invoke(call.functionName, call.event);
    try {
      return await Promise.race([invocation, timeout]);
    } finally {
      clearTimeout(timer);
    }
  };
