import type { PolicyStatement } from '../iam/policy.ts';
import type { RunnableFunction } from '../lambda/runnable-function.ts';
import type { LambdaFunction } from '../model/lambda-function.ts';
import type { Role } from '../model/role.ts';
import { SetupError } from '../terraform/document.ts';

/** A function as AWS sees a caller. */
export type FunctionIdentity = {
  readonly functionName: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** `arn:aws:sts::…:assumed-role/<role>/<function>`. */
  readonly callerArn: string;
  readonly statements: readonly PolicyStatement[];
};

/** Gives a function its key and the statements of its role. @throws SetupError where the role is not in the stack. */
export const identifyFunction = (
  lambda: LambdaFunction,
  roles: readonly Role[],
  keyOf: (functionName: string) => { readonly accessKeyId: string; readonly secretAccessKey: string },
): FunctionIdentity => {
  const role = roles.find(({ arn }) => arn === lambda.roleArn);
  if (!role) throw new SetupError(`the role ${lambda.roleArn} of ${lambda.functionName} is not in the stack`);
  // Guessing what a policy of AWS allows would allow too much or too little.
  const [unknown] = role.unknownPolicies;
  if (unknown !== undefined) {
    throw new SetupError(
      `${lambda.functionName} has the policy ${unknown}, which the local runtime cannot read: write it in the stack`,
    );
  }
  return {
    functionName: lambda.functionName,
    ...keyOf(lambda.functionName),
    callerArn: role.arn.replace(':iam:', ':sts:').replace(':role/', ':assumed-role/').concat(`/${lambda.functionName}`),
    statements: role.statements,
  };
};

/** Everything that a function finds in its environment: what the stack gives it, and what Lambda does. */
export const functionEnvironment = (
  lambda: LambdaFunction,
  identity: FunctionIdentity,
  awsEndpoint: string,
): RunnableFunction['environment'] => ({
  ...(process.env['PATH'] !== undefined && { PATH: process.env['PATH'] }),
  ...lambda.environment,
  AWS_REGION: lambda.region,
  AWS_LAMBDA_FUNCTION_NAME: lambda.functionName,
  AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(lambda.memoryMegabytes),
  AWS_ACCESS_KEY_ID: identity.accessKeyId,
  AWS_SECRET_ACCESS_KEY: identity.secretAccessKey,
  AWS_ENDPOINT_URL: awsEndpoint,
  TZ: 'UTC',
});
