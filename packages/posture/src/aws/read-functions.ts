import { CloudWatchClient, DescribeAlarmsCommand } from '@aws-sdk/client-cloudwatch';
import { CloudWatchLogsClient, DescribeLogGroupsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { GetAccountAuthorizationDetailsCommand, IAMClient } from '@aws-sdk/client-iam';
import {
  GetFunctionUrlConfigCommand,
  GetPolicyCommand,
  LambdaClient,
  ListFunctionsCommand,
  ListFunctionUrlConfigsCommand,
} from '@aws-sdk/client-lambda';
import { elements, member } from '../json-node.ts';
import type { Asking } from './asking.ts';
import { everyPage } from './every-page.ts';
import type { ApiScope } from './read-apis.ts';
import { withFallback } from './with-fallback.ts';

const noPolicy = { Policy: JSON.stringify({ Version: '2012-10-17', Statement: [] }) };

/** Functions with who may invoke them; only those that are wanted or stand behind an API that was read. */
export const readFunctions = async (
  { ask, answers }: Asking,
  { region, wants, connection }: ApiScope,
): Promise<void> => {
  const client = new LambdaClient({ region, ...connection });
  const behindApis = new Set(
    [...JSON.stringify(answers.map(({ node }) => node.value)).matchAll(/:function:([A-Za-z0-9_-]+)/g)].map(
      ([, name]) => name,
    ),
  );
  const isWanted = (name: string): boolean => wants(name) || behindApis.has(name);
  const functions = await ask('lambda-list-functions', '', async () => {
    const all = await everyPage((Marker) => client.send(new ListFunctionsCommand({ Marker })), {
      list: 'Functions',
      token: 'NextMarker',
    });
    const list = elements({ value: all['Functions'], where: 'Functions' }).filter((lambda) =>
      isWanted(String(member(lambda, 'FunctionName').value)),
    );
    return { Functions: list.map(({ value }) => value) };
  });
  for (const lambda of functions ? elements(member(functions, 'Functions')) : []) {
    const FunctionName = String(member(lambda, 'FunctionName').value);
    await ask('lambda-get-policy', FunctionName, () => client.send(new GetPolicyCommand({ FunctionName })), noPolicy);
    await ask(
      'lambda-list-function-url-configs',
      FunctionName,
      () =>
        withFallback(
          () => client.send(new ListFunctionUrlConfigsCommand({ FunctionName })),
          async () => ({ FunctionUrlConfigs: [await client.send(new GetFunctionUrlConfigCommand({ FunctionName }))] }),
        ),
      { FunctionUrlConfigs: [] },
    );
  }
  client.destroy();
};

/** The roles of the functions that were read. IAM is global: the region only says whom to ask. */
export const readRoles = async ({ ask, answers }: Asking, { region, connection }: ApiScope): Promise<void> => {
  const client = new IAMClient({ region, ...connection });
  const used = new Set(
    answers
      .filter(({ call }) => call === 'lambda-list-functions')
      .flatMap(({ node }) => elements(member(node, 'Functions')))
      .map((lambda) => String(member(lambda, 'Role').value).split('/').at(-1)),
  );
  await ask('iam-get-account-authorization-details', '', async () => {
    const send = (Marker: string | undefined) =>
      client.send(new GetAccountAuthorizationDetailsCommand({ Marker, Filter: ['Role', 'LocalManagedPolicy'] }));
    const roles = await everyPage(send, { list: 'RoleDetailList', token: 'Marker' });
    const policies = await everyPage(send, { list: 'Policies', token: 'Marker' });
    const list = elements({ value: roles['RoleDetailList'], where: '' }).filter((role) =>
      used.has(String(member(role, 'RoleName').value)),
    );
    return { RoleDetailList: list.map(({ value }) => value), ...policies };
  });
  client.destroy();
};

/** Log groups and alarms of what is wanted. */
export const readWatching = async ({ ask }: Asking, { region, wants, connection }: ApiScope): Promise<void> => {
  const logs = new CloudWatchLogsClient({ region, ...connection });
  const alarms = new CloudWatchClient({ region, ...connection });
  await ask('logs-describe-log-groups', '', async () => {
    const all = await everyPage((nextToken) => logs.send(new DescribeLogGroupsCommand({ nextToken })), {
      list: 'logGroups',
      token: 'nextToken',
    });
    const list = elements({ value: all['logGroups'], where: '' }).filter((group) =>
      wants(String(member(group, 'logGroupName').value)),
    );
    return { logGroups: list.map(({ value }) => value) };
  });
  await ask('cloudwatch-describe-alarms', '', async () => {
    const all = await everyPage((NextToken) => alarms.send(new DescribeAlarmsCommand({ NextToken })), {
      list: 'MetricAlarms',
      token: 'NextToken',
    });
    const list = elements({ value: all['MetricAlarms'], where: '' }).filter(({ value }) =>
      wants(JSON.stringify(value)),
    );
    return { MetricAlarms: list.map(({ value }) => value) };
  });
  logs.destroy();
  alarms.destroy();
};
