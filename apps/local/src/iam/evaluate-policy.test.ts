import { expect, test } from 'vitest';
import { type AccessDecision, evaluatePolicy, matchesPattern } from './evaluate-policy.ts';
import { parsePolicy } from './policy.ts';

const table = 'arn:aws:dynamodb:us-east-1:000000000000:table/things';
const queue = 'arn:aws:sqs:us-east-1:000000000000:jobs.fifo';
const decide = (Statement: unknown, action: string, resource: string, context: Record<string, string> = {}) =>
  evaluatePolicy(parsePolicy(JSON.stringify({ Version: '2012-10-17', Statement })), { action, resource, context });
const allow = (more: object) => ({ Effect: 'Allow', Action: 'dynamodb:PutItem', Resource: table, ...more });

test.each<[string, unknown, [string, string, Record<string, string>?], AccessDecision]>([
  ['the named action on the named resource', allow({}), ['dynamodb:PutItem', table], 'allowed'],
  ['another action', allow({}), ['dynamodb:GetItem', table], 'implicit-deny'],
  ['another resource', allow({}), ['dynamodb:PutItem', `${table}2`], 'implicit-deny'],
  ['no statement at all', [], ['dynamodb:PutItem', table], 'implicit-deny'],
  ['an action in another case', allow({ Action: 'DynamoDB:putitem' }), ['dynamodb:PutItem', table], 'allowed'],
  [
    'a resource in another case',
    allow({ Resource: table.toUpperCase() }),
    ['dynamodb:PutItem', table],
    'implicit-deny',
  ],
  [
    'a list of actions',
    allow({ Action: ['sqs:SendMessage', 'dynamodb:PutItem'] }),
    ['dynamodb:PutItem', table],
    'allowed',
  ],
  ['a list of resources', allow({ Resource: [queue, table] }), ['dynamodb:PutItem', table], 'allowed'],
  ['a wildcard in the action', allow({ Action: 'dynamodb:Put*' }), ['dynamodb:PutItem', table], 'allowed'],
  ['a wildcard of another service', allow({ Action: 'sqs:*' }), ['dynamodb:PutItem', table], 'implicit-deny'],
  [
    'a wildcard in the resource',
    allow({ Resource: `${table}/index/*` }),
    ['dynamodb:PutItem', `${table}/index/by`],
    'allowed',
  ],
  ['a wildcard that needs the slash', allow({ Resource: `${table}/*` }), ['dynamodb:PutItem', table], 'implicit-deny'],
  [
    'a question mark for one character',
    allow({ Resource: table.replace('things', 'thing?') }),
    ['dynamodb:PutItem', table],
    'allowed',
  ],
  ['a question mark for none', allow({ Resource: `${table}?` }), ['dynamodb:PutItem', table], 'implicit-deny'],
  ['everything', allow({ Action: '*', Resource: '*' }), ['sqs:SendMessage', queue], 'allowed'],
  [
    'a Deny beside an Allow',
    [allow({}), { ...allow({}), Effect: 'Deny' }],
    ['dynamodb:PutItem', table],
    'explicit-deny',
  ],
  [
    'a Deny of something else',
    [allow({}), { ...allow({ Resource: queue }), Effect: 'Deny' }],
    ['dynamodb:PutItem', table],
    'allowed',
  ],
  [
    'a Deny before an Allow',
    [{ ...allow({ Action: '*' }), Effect: 'Deny' }, allow({})],
    ['dynamodb:PutItem', table],
    'explicit-deny',
  ],
  [
    'NotAction with the action',
    { Effect: 'Allow', NotAction: 'dynamodb:*', Resource: '*' },
    ['dynamodb:PutItem', table],
    'implicit-deny',
  ],
  [
    'NotAction with another',
    { Effect: 'Allow', NotAction: 'sqs:*', Resource: '*' },
    ['dynamodb:PutItem', table],
    'allowed',
  ],
  [
    'NotResource with the resource',
    { Effect: 'Allow', Action: '*', NotResource: table },
    ['dynamodb:PutItem', table],
    'implicit-deny',
  ],
  [
    'a condition that holds',
    allow({ Condition: { StringEquals: { 'aws:RequestedRegion': 'us-east-1' } } }),
    ['dynamodb:PutItem', table, { 'AWS:requestedregion': 'us-east-1' }],
    'allowed',
  ],
  [
    'a condition that fails',
    allow({ Condition: { StringEquals: { 'aws:RequestedRegion': 'eu-west-1' } } }),
    ['dynamodb:PutItem', table, { 'aws:RequestedRegion': 'us-east-1' }],
    'implicit-deny',
  ],
  [
    'a condition on a missing key',
    allow({ Condition: { StringLike: { 'aws:SourceIp': '*' } } }),
    ['dynamodb:PutItem', table],
    'implicit-deny',
  ],
  [
    'a negated condition on a missing key',
    allow({ Condition: { StringNotEquals: { 'aws:SourceIp': 'x' } } }),
    ['dynamodb:PutItem', table],
    'allowed',
  ],
  [
    'two conditions, one of which fails',
    allow({ Condition: { StringEquals: { a: '1' }, Bool: { b: 'true' } } }),
    ['dynamodb:PutItem', table, { a: '1', b: 'false' }],
    'implicit-deny',
  ],
])('%s', (_, statements, [action, resource, context], expected) => {
  expect(decide(statements, action, resource, context)).toBe(expected);
});

test('an unknown condition operator is an error, not a guess', () => {
  const statement = allow({ Condition: { IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } } });

  expect(() => decide(statement, 'dynamodb:PutItem', table)).toThrow('IpAddress is not known');
});

test('a policy variable is an error, not a guess', () => {
  expect(() => decide(allow({ Resource: `${table}/\${aws:username}` }), 'dynamodb:PutItem', table)).toThrow(
    'variables',
  );
});

test('a hostile pattern is matched in linear time', () => {
  const startedAt = performance.now();

  expect(matchesPattern(`${'a*'.repeat(40)}b`, 'a'.repeat(10_000))).toBe(false);

  expect(performance.now() - startedAt).toBeLessThan(1_000);
});
