import { expect, test } from 'vitest';
import { resource, type SynthesisChanges, synthesizedStack } from '../test/synthesized-stack.ts';
import { functions } from './functions.ts';

const triggersOf = (changes: SynthesisChanges = {}) =>
  resource(synthesizedStack('dev', changes), 'aws_api_gateway_deployment.rest')['triggers'];
const unchanged = triggersOf();

test.each([
  ['aws_api_gateway_method.rest_path_get-sessions', 'authorization', 'NONE'],
  ['aws_api_gateway_authorizer.rest', 'authorizer_result_ttl_in_seconds', 30],
  ['aws_api_gateway_integration.rest_path_get-sessions', 'timeout_milliseconds', 5000],
  ['aws_api_gateway_gateway_response.rest_answer_access-denied', 'status_code', '403'],
  ['aws_api_gateway_resource.rest_path_sessions', 'path_part', 'readings'],
])('a changed %s deploys the REST API again', (address, argument, value) => {
  expect(triggersOf({ override: { address, argument, value } })).not.toEqual(unchanged);
});

test('a new method deploys the REST API again', () => {
  const { 'list-sessions': _, ...fewer } = functions;

  expect(triggersOf({ functions: fewer })).not.toEqual(unchanged);
});

test('what is not served deploys nothing', () => {
  const changed = triggersOf({
    override: { address: 'aws_lambda_function.connect', argument: 'memory_size', value: 128 },
  });

  expect(changed).toEqual(unchanged);
});

test('a replaced function or authorizer is seen by its attributes', () => {
  expect(unchanged).toMatchObject({
    'list-sessions': '${aws_lambda_function.list-sessions.invoke_arn}',
    authorizer: '${aws_api_gateway_authorizer.rest.id}',
  });
});
