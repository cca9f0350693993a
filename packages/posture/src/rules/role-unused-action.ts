import { broken, forEachOf, holds, type Outcome, type Rule, untold } from '../rule.ts';
import { covers } from '../statement-match.ts';
import type { LambdaFunction, Role } from '../surface.ts';
import { isEscalating } from './roles.ts';

/** What Lambda itself does with the function's rights: logs, traces, polling of queues and streams, the network. */
const ofThePlatform = [
  'logs:*',
  'xray:*',
  'kms:*',
  'sqs:ReceiveMessage',
  'sqs:DeleteMessage',
  'sqs:GetQueueAttributes',
  'sqs:ChangeMessageVisibility',
  'dynamodb:GetRecords',
  'dynamodb:GetShardIterator',
  'dynamodb:DescribeStream',
  'dynamodb:ListStreams',
  'ec2:*NetworkInterface*',
  'ec2:*PrivateIpAddresses',
];

/** Operations that are authorized under the name of another action; items of a transaction as the actions they are. */
const alsoCalledBy: Readonly<Record<string, readonly string[]>> = {
  'dynamodb:GetItem': ['TransactGetItems'],
  'dynamodb:PutItem': ['TransactWriteItems'],
  'dynamodb:UpdateItem': ['TransactWriteItems'],
  'dynamodb:DeleteItem': ['TransactWriteItems'],
  'dynamodb:ConditionCheckItem': ['TransactWriteItems'],
  'execute-api:ManageConnections': ['PostToConnection', 'DeleteConnection', 'GetConnection'],
  'bedrock:InvokeModel': ['Converse'],
  'bedrock:InvokeModelWithResponseStream': ['ConverseStream'],
  'cloudwatch:PutMetricData': ['PutMetricData'],
};

export const roleUnusedAction: Rule = {
  id: 'role-unused-action',
  area: 'roles',
  severity: 'low',
  title: 'A role may do what no code of its function ever calls',
  attack: 'Whoever gets code to run in the function may do more than the function itself was ever meant to.',
  mend: 'Take the action out of the role.',
  check: ({ roles, functions }) =>
    forEachOf(roles, 'roles', (role): Outcome | readonly Outcome[] => {
      const users = functions.items.filter(({ role: used }) => used.known && used.value === role.name);
      return users.length === 0 ? [] : judgeRole(role, users);
    }),
};

const judgeRole = (role: Role, users: readonly LambdaFunction[]): Outcome => {
  const subject = `role ${role.name}`;
  const operations = new Set<string>();
  for (const { operations: named } of users) {
    if (!named.known) return untold(subject, named.wouldTell);
    for (const operation of named.value) operations.add(operation);
  }
  const unused = role.statements.items.flatMap(({ effect, actions, where }) =>
    effect === 'Allow'
      ? actions.filter((action) => !isCalled(action, operations)).map((value) => ({ value, where }))
      : [],
  );
  if (unused.length > 0) return broken(subject, ...unused);
  return role.statements.complete.known ? holds(subject) : untold(subject, role.statements.complete.wouldTell);
};

const isCalled = (action: string, operations: ReadonlySet<string>): boolean => {
  // Wildcards and rights to gain rights are other rules'.
  if (action.includes('*') || isEscalating(action) || ofThePlatform.some((pattern) => covers(pattern, action)))
    return true;
  return [action.split(':')[1] ?? '', ...(alsoCalledBy[action] ?? [])].some((operation) => operations.has(operation));
};
