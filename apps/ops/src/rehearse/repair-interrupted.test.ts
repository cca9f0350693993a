import { expect, test } from 'vitest';
import { alreadyThere } from './repair-interrupted.ts';

const output = `
Error: creating CloudWatch Logs Log Group (/aws/lambda/x): ResourceAlreadyExistsException: it already exists

  with aws_cloudwatch_log_group.delete-session,
  on cdk.tf.json line 1, in resource.aws_cloudwatch_log_group.delete-session:

Error: creating IAM Role (y): EntityAlreadyExists: Role with name y already exists.

  with aws_iam_role.auth,

Error: reading IAM Role (z): context canceled

  with aws_iam_role.default,
`;

test('what a second apply finds there already is told from other errors', () => {
  expect(alreadyThere(output)).toEqual(['aws_cloudwatch_log_group.delete-session', 'aws_iam_role.auth']);
});

test('the frame that Terraform draws on a terminal does not matter', () => {
  expect(alreadyThere(output.replaceAll(/^/gm, '│ '))).toHaveLength(2);
});
