import { ApiGatewayAccount } from '@cdktf/provider-aws/lib/api-gateway-account/index.js';
import { IamRole } from '@cdktf/provider-aws/lib/iam-role/index.js';
import { IamRolePolicyAttachment } from '@cdktf/provider-aws/lib/iam-role-policy-attachment/index.js';
import { Construct } from 'constructs';
import type { Names } from '../naming.ts';
import { trustOf } from './function-policy.ts';

/**
 * The role with which API Gateway writes access logs: one setting of the whole account in a region.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html
 */
export class ApiGatewayLogging extends Construct {
  readonly account: ApiGatewayAccount;

  constructor(scope: Construct, id: string, { names }: { readonly names: Names }) {
    super(scope, id);
    const role = new IamRole(this, 'iam_role', {
      name: names.apiGatewayLogRole,
      assumeRolePolicy: trustOf('apigateway.amazonaws.com'),
    });
    // AWS's own policy: API Gateway refuses a role that may do less.
    const policy = new IamRolePolicyAttachment(this, 'iam_role_policy_attachment', {
      role: role.name,
      policyArn: 'arn:aws:iam::aws:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs',
    });
    this.account = new ApiGatewayAccount(this, 'api_gateway_account', {
      cloudwatchRoleArn: role.arn,
      dependsOn: [policy],
    });
  }
}
