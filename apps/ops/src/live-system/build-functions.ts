import { CreateLogGroupCommand } from '@aws-sdk/client-cloudwatch-logs';
import { CreateRoleCommand, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { CreateFunctionCommand } from '@aws-sdk/client-lambda';
import { strToU8, zipSync } from 'fflate';
import type { AwsClients } from './aws-clients.ts';

/** The live functions' names; infra keeps them. */
const liveFunctionNames = [
  'tarotchat_connect',
  'tarotchat_sendMessage',
  'tarotchat_disconnect',
  'tarotchat_getsessionmsg',
] as const;

export type FunctionArns = ReadonlyMap<string, string>;

const roleName = 'tarotchat_lambda_role';

/** The four functions with the one role that they share, each with a log group as after its first invocation. */
export const buildFunctions = async ({ iam, lambda, logs }: AwsClients): Promise<FunctionArns> => {
  const role = await iam.send(
    new CreateRoleCommand({ RoleName: roleName, AssumeRolePolicyDocument: document('sts:AssumeRole', trusted) }),
  );
  await iam.send(
    new PutRolePolicyCommand({
      RoleName: roleName,
      PolicyName: roleName,
      PolicyDocument: document('dynamodb:*', { Resource: '*' }),
    }),
  );
  const arns = await Promise.all(
    liveFunctionNames.map(async (name) => {
      const created = await lambda.send(
        new CreateFunctionCommand({
          FunctionName: name,
          Role: role.Role?.Arn,
          Runtime: 'nodejs20.x',
          Handler: 'index.handler',
          Code: { ZipFile: zipSync({ 'index.mjs': strToU8(`export const handler = () => "old code of ${name}";`) }) },
        }),
      );
      await logs.send(new CreateLogGroupCommand({ logGroupName: `/aws/lambda/${name}` }));
      return [name, created.FunctionArn ?? ''] as const;
    }),
  );
  return new Map(arns);
};

const trusted = { Principal: { Service: 'lambda.amazonaws.com' } };

const document = (Action: string, rest: object): string =>
  JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action, ...rest }] });
