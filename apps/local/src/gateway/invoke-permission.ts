import { matchesPattern } from '../iam/evaluate-policy.ts';
import type { InvokePermission } from '../model/lambda-function.ts';

/** Whether API Gateway may invoke a function for the method, route or authorizer of the given ARN. */
export type InvokeGate = (functionName: string, sourceArn: string) => boolean;

/** Reads the resource policies of the functions. */
export const createInvokeGate =
  (permissions: readonly InvokePermission[]): InvokeGate =>
  (functionName, sourceArn) =>
    permissions.some(
      (permission) =>
        permission.functionName === functionName &&
        permission.principal === 'apigateway.amazonaws.com' &&
        (permission.sourceArn === undefined || matchesPattern(permission.sourceArn, sourceArn)),
    );
