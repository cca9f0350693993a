import { ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { startDynamoDb } from '@tarotchat/embedded-aws/dynamodb';
import { startLocalSystem } from '@tarotchat/local';
import { ulid } from 'ulid';
import { expect, test, vi } from 'vitest';
import { logIn } from '../src/person.ts';
import { connect } from '../src/socket.ts';

test('the system runs on another DynamoDB where AWS_ENDPOINT_URL_DYNAMODB names one', async () => {
  const elsewhere = await startDynamoDb();
  vi.stubEnv('AWS_ENDPOINT_URL_DYNAMODB', elsewhere.endpoint);
  const system = await startLocalSystem({});
  vi.unstubAllEnvs();
  const person = await logIn(system.origin, 'Elsewhere');
  const socket = await connect(system.webSocketUrl, person.accessToken);

  socket.send({ action: 'sendMessage', messageId: ulid(), text: 'Where am I?', spread: 'one-card', language: 'en' });
  await socket.next((event) => event.type === 'reply.completed');

  const { TableNames } = await elsewhere.client.send(new ListTablesCommand({}));
  expect(TableNames).toHaveLength(3);
  await system.stop();
  await elsewhere.stop();
});
