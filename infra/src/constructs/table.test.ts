import { tables } from '@tarotchat/declarations';
import { expect, test } from 'vitest';
import { resource, resourcesOf, synthesizedStack } from '../../test/synthesized-stack.ts';

const prod = synthesizedStack('prod');

test('every declared table is there, on demand, encrypted, restorable and protected', () => {
  expect(
    resourcesOf(prod, 'aws_dynamodb_table')
      .map(([key]) => key)
      .toSorted(),
  ).toEqual(Object.keys(tables).toSorted());
  for (const [, table] of resourcesOf(prod, 'aws_dynamodb_table')) {
    expect(table).toMatchObject({
      billing_mode: 'PAY_PER_REQUEST',
      point_in_time_recovery: { enabled: true },
      server_side_encryption: { enabled: true },
      deletion_protection_enabled: true,
      lifecycle: { prevent_destroy: true },
    });
  }
});

test('keys and end of life are those that the adapters use', () => {
  expect(resource(prod, 'aws_dynamodb_table.connections')).toMatchObject({
    name: 'tarotchat_connections',
    hash_key: 'userId',
    range_key: 'connectionId',
    attribute: [
      { name: 'userId', type: 'S' },
      { name: 'connectionId', type: 'S' },
    ],
    ttl: { attribute_name: 'expiresAt', enabled: true },
  });
  const revocations = resource(prod, 'aws_dynamodb_table.revocations');
  expect(revocations).toMatchObject({ hash_key: 'tokenFamily', ttl: { attribute_name: 'expiresAt', enabled: true } });
  expect(revocations).not.toHaveProperty('range_key');
  expect(resource(prod, 'aws_dynamodb_table.conversations')).toMatchObject({
    hash_key: 'partition',
    range_key: 'sort',
    ttl: { attribute_name: 'expiresAt', enabled: true },
  });
});

test('a table for trying things can be deleted', () => {
  const table = resource(synthesizedStack('dev'), 'aws_dynamodb_table.conversations');

  expect(table).toMatchObject({ name: 'tarotchat_conversations-dev', deletion_protection_enabled: false });
  expect(table).not.toHaveProperty('lifecycle');
});
