import { expect, test } from 'vitest';
import { aConfig } from '../test/browser.ts';
import { loadConfig } from './web-config.ts';

const origin = 'http://localhost:3001';
const answering = (body: string, status = 200) => ({ origin, fetch: async () => new Response(body, { status }) });

test('the configuration is parsed', async () => {
  expect(await loadConfig(answering(JSON.stringify(aConfig(origin))))).toEqual(aConfig(origin));
});

test('a configuration that lacks a field is MALFORMED_ANSWER', async () => {
  const { clientId: _, ...rest } = aConfig(origin);

  await expect(loadConfig(answering(JSON.stringify(rest)))).rejects.toMatchObject({ code: 'MALFORMED_ANSWER' });
});

test('no configuration at all says that the service is not there', async () => {
  await expect(loadConfig(answering('<h1>404</h1>', 404))).rejects.toMatchObject({ code: 'SERVICE_UNAVAILABLE' });
});
