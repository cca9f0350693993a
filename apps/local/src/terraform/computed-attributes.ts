import { accountId, localId, type ResourceAddress } from './local-identity.ts';

/** What a computed attribute may be made of. */
export type ResourceView = {
  readonly address: ResourceAddress;
  /** Region of the resource's provider. */
  readonly region: string;
  /** Another attribute of the same resource, resolved, as text. */
  readonly text: (attribute: string) => string;
  /** Attributes that only the running system knows, by `type.name.attribute`. */
  readonly runtime: (attribute: string) => string | undefined;
};

type Attributes = Readonly<Record<string, (view: ResourceView) => string>>;

const arn = (view: ResourceView, service: string, resource: string): string =>
  `arn:aws:${service}:${view.region}:${accountId}:${resource}`;

const runtime =
  (attribute: string, otherwise: (view: ResourceView) => string) =>
  (view: ResourceView): string =>
    view.runtime(attribute) ?? otherwise(view);

const apiId = (view: ResourceView): string => localId(view.address, 10);
const plainId: Attributes = { id: apiId };
const functionArn = (view: ResourceView): string => arn(view, 'lambda', `function:${view.text('function_name')}`);
const queueUrl = (view: ResourceView): string =>
  `https://sqs.${view.region}.amazonaws.com/${accountId}/${view.text('name')}`;
const invokeArn = (view: ResourceView): string =>
  `arn:aws:apigateway:${view.region}:lambda:path/2015-03-31/functions/${functionArn(view)}/invocations`;

/**
 * The attributes that AWS computes, per resource type, where the synthesized document does not say them itself.
 * https://registry.terraform.io/providers/hashicorp/aws/5.100.0/docs ("Attribute Reference" of each resource)
 */
export const computedAttributes: Readonly<Record<string, Attributes>> = {
  aws_lambda_function: {
    id: (view) => view.text('function_name'),
    arn: functionArn,
    qualified_arn: (view) => `${functionArn(view)}:$LATEST`,
    invoke_arn: invokeArn,
    version: () => '$LATEST',
  },
  aws_iam_role: {
    id: (view) => view.text('name'),
    arn: (view) => `arn:aws:iam::${accountId}:role/${view.text('name')}`,
  },
  aws_iam_policy: { arn: (view) => `arn:aws:iam::${accountId}:policy/${view.text('name')}` },
  aws_cloudwatch_log_group: {
    id: (view) => view.text('name'),
    arn: (view) => arn(view, 'logs', `log-group:${view.text('name')}`),
  },
  aws_dynamodb_table: {
    id: (view) => view.text('name'),
    arn: (view) => arn(view, 'dynamodb', `table/${view.text('name')}`),
  },
  aws_sqs_queue: {
    id: runtime('url', queueUrl),
    url: runtime('url', queueUrl),
    arn: (view) => arn(view, 'sqs', view.text('name')),
  },
  aws_lambda_event_source_mapping: plainId,
  aws_apigatewayv2_api: {
    id: apiId,
    arn: (view) => `arn:aws:apigateway:${view.region}::/apis/${apiId(view)}`,
    execution_arn: (view) => arn(view, 'execute-api', apiId(view)),
    api_endpoint: (view) => `wss://${apiId(view)}.execute-api.${view.region}.amazonaws.com`,
  },
  aws_apigatewayv2_route: plainId,
  aws_apigatewayv2_integration: plainId,
  aws_apigatewayv2_authorizer: plainId,
  aws_apigatewayv2_deployment: plainId,
  aws_apigatewayv2_stage: {
    id: (view) => view.text('name'),
    arn: (view) => `arn:aws:apigateway:${view.region}::/apis/${view.text('api_id')}/stages/${view.text('name')}`,
    execution_arn: (view) => arn(view, 'execute-api', `${view.text('api_id')}/${view.text('name')}`),
    invoke_url: (view) => `wss://${view.text('api_id')}.execute-api.${view.region}.amazonaws.com/${view.text('name')}`,
  },
  aws_api_gateway_rest_api: {
    id: apiId,
    arn: (view) => `arn:aws:apigateway:${view.region}::/restapis/${apiId(view)}`,
    execution_arn: (view) => arn(view, 'execute-api', apiId(view)),
    root_resource_id: (view) => localId({ ...view.address, type: 'root' }, 10),
  },
  aws_api_gateway_resource: { id: apiId },
  aws_api_gateway_method: { id: apiId },
  aws_api_gateway_integration: { id: apiId },
  aws_api_gateway_authorizer: {
    id: apiId,
    arn: (view) =>
      `arn:aws:apigateway:${view.region}::/restapis/${view.text('rest_api_id')}/authorizers/${apiId(view)}`,
  },
  aws_api_gateway_deployment: { id: apiId },
  aws_api_gateway_stage: {
    id: apiId,
    arn: (view) =>
      `arn:aws:apigateway:${view.region}::/restapis/${view.text('rest_api_id')}/stages/${view.text('stage_name')}`,
    execution_arn: (view) => arn(view, 'execute-api', `${view.text('rest_api_id')}/${view.text('stage_name')}`),
    invoke_url: (view) =>
      `https://${view.text('rest_api_id')}.execute-api.${view.region}.amazonaws.com/${view.text('stage_name')}`,
  },
  aws_cognito_user_pool: {
    id: (view) => `${view.region}_${localId(view.address, 9)}`,
    arn: (view) => arn(view, 'cognito-idp', `userpool/${view.region}_${localId(view.address, 9)}`),
    endpoint: (view) => `cognito-idp.${view.region}.amazonaws.com/${view.region}_${localId(view.address, 9)}`,
  },
  aws_cognito_user_pool_client: {
    id: (view) => localId(view.address, 26),
    client_secret: runtime('client_secret', () => ''),
  },
  aws_cognito_user_pool_domain: { id: (view) => view.text('domain') },
  aws_cognito_identity_provider: { id: (view) => `${view.text('user_pool_id')}:${view.text('provider_name')}` },
};

/** The attributes of the data sources that an account answers. */
export const dataAttributes: Readonly<Record<string, Attributes>> = {
  aws_caller_identity: { account_id: () => accountId, id: () => accountId },
  aws_region: { name: (view) => view.region, id: (view) => view.region },
  aws_partition: { partition: () => 'aws' },
};
