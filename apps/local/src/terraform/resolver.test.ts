import { expect, test } from 'vitest';
import { parseTerraformDocument, SetupError } from './document.ts';
import { createResolver, type World } from './resolver.ts';

const resolverOf = (document: object, world: Partial<World> = {}) =>
  createResolver(parseTerraformDocument(JSON.stringify(document), 'test'), { variables: {}, attributes: {}, ...world });

const queue = { name: 'jobs.fifo', tags: { team: 'cards' }, '//': { metadata: {} } };
const stack = {
  provider: { aws: [{ region: 'us-east-1' }, { alias: 'seoul', region: 'ap-northeast-2' }] },
  variable: { keys: { default: '{"keys":[]}' }, secret: { sensitive: true } },
  resource: {
    aws_sqs_queue: { jobs: queue },
    aws_cognito_user_pool: { people: { provider: 'aws.seoul', name: 'people' } },
    aws_lambda_function: {
      work: { function_name: 'work', environment: { variables: { QUEUE: '${aws_sqs_queue.jobs.arn}' } } },
    },
  },
};

test('a reference inside a text becomes the attribute, computed as AWS would', () => {
  const { resolve } = resolverOf(stack);

  expect(resolve('queue ${aws_sqs_queue.jobs.arn} of ${aws_lambda_function.work.arn}')).toBe(
    'queue arn:aws:sqs:us-east-1:000000000000:jobs.fifo of arn:aws:lambda:us-east-1:000000000000:function:work',
  );
});

test('a text that is one reference keeps the type of what it refers to', () => {
  const { resolve } = resolverOf(stack);

  expect(resolve('${aws_sqs_queue.jobs.tags}')).toEqual({ team: 'cards' });
  expect(resolve('${aws_lambda_function.work.environment[0].variables["QUEUE"]}')).toBe(
    'arn:aws:sqs:us-east-1:000000000000:jobs.fifo',
  );
});

test('the region of a resource is that of its provider', () => {
  const { resolve } = resolverOf(stack);

  expect(resolve('${aws_cognito_user_pool.people.id}')).toMatch(/^ap-northeast-2_[0-9a-z]{9}$/);
});

test('ids are the same on every start, and differ between resources', () => {
  const twice = { ...stack, resource: { aws_apigatewayv2_route: { a: {}, b: {} } } };

  const first = resolverOf(twice).resolve('${aws_apigatewayv2_route.a.id}');
  const again = resolverOf(twice).resolve('${aws_apigatewayv2_route.a.id}');
  const other = resolverOf(twice).resolve('${aws_apigatewayv2_route.b.id}');

  expect(first).toBe(again);
  expect(first).not.toBe(other);
});

test('what the running system knows wins over what AWS would compute', () => {
  const { resolve } = resolverOf(stack, { attributes: { 'aws_sqs_queue.jobs.url': 'http://127.0.0.1/jobs' } });

  expect(resolve('${aws_sqs_queue.jobs.url}')).toBe('http://127.0.0.1/jobs');
});

test('a variable has the value that was given, else its default', () => {
  expect(resolverOf(stack).resolve('${var.keys}')).toBe('{"keys":[]}');
  expect(resolverOf(stack, { variables: { keys: 'given' } }).resolve('${var.keys}')).toBe('given');
});

test('an escaped expression stays text', () => {
  expect(resolverOf(stack).resolve('$${aws:username} and $context.x')).toBe('${aws:username} and $context.x');
});

test.each([
  ['${aws_sqs_queue.missing.arn}', 'there is no such resource'],
  ['${aws_sqs_queue.jobs.policy}', 'neither in the stack nor known to be computed'],
  ['${aws_sqs_queue.jobs.tags.owner}', '"owner" is not there'],
  ['${var.secret}', 'no default and no local value'],
  ['${var.missing}', 'no such variable'],
  ['${jsonencode(var.keys)}', 'only plain references'],
  ['${aws_sqs_queue.jobs.arn == "" ? 1 : 2}', 'only plain references'],
  ['text ${aws_sqs_queue.jobs.tags}', 'it is no text'],
  ['${data.aws_ami.linux.id}', 'data source is not known'],
])('%s is refused with its own name and why', (expression, why) => {
  const { resolve } = resolverOf(stack);

  const failing = () => resolve(expression);

  expect(failing).toThrow(SetupError);
  expect(failing).toThrow(why);
  expect(failing).toThrow('${');
});

test('resources that refer to each other in a circle are refused, not followed for ever', () => {
  const circle = {
    resource: { aws_iam_role: { a: { name: '${aws_iam_role.b.name}' }, b: { name: '${aws_iam_role.a.name}' } } },
  };

  expect(() => resolverOf(circle).resolve('${aws_iam_role.a.name}')).toThrow('refers to itself');
});

test('an expression in a part that nobody reads is not looked at', () => {
  const [resource] = resolverOf({
    resource: { aws_sqs_queue: { jobs: { name: 'jobs', policy: '${file("missing")}' } } },
  }).resources('aws_sqs_queue');

  expect(resource?.configured('name')).toBe('jobs');
});
