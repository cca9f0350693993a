import { completeListing, type Fact, known, mapFact, unknown } from '../fact.ts';
import { isObject, objectOf } from '../json.ts';
import { block, isDeferred, type JsonNode, member, textIn } from '../json-node.ts';
import type { Statement } from '../statement.ts';
import type { LambdaFunction } from '../surface.ts';
import { type ArchiveOf, bundledOperations } from './bundled-operations.ts';
import { argumentsOf, type Resource, type Resources } from './resource.ts';
import { nameOf } from './websocket-apis.ts';

/** Functions with who may invoke them. */
export const functionsOf = (resources: Resources, archiveOf: ArchiveOf): readonly LambdaFunction[] =>
  resources.ofType('aws_lambda_function').map((lambda) => {
    const at = argumentsOf(lambda);
    const ofFunction = (type: string) =>
      resources
        .ofType(type)
        .filter(({ values }) => resources.named(values['function_name'], 'aws_lambda_function') === lambda);
    return {
      name: nameOf(lambda, 'function_name'),
      region: lambda.region,
      role: roleNamed(resources, member(at, 'role')),
      runtime: textIn(member(at, 'runtime'), 'container image'),
      environment: environmentIn(member(block(at, 'environment'), 'variables')),
      traced: mapFact(textIn(member(block(at, 'tracing_config'), 'mode'), 'PassThrough'), (mode) => mode === 'Active'),
      operations: bundledOperations(archiveOf, String(lambda.values['filename']), lambda.address),
      logGroup: logGroupOf(resources, lambda),
      permissions: completeListing(ofFunction('aws_lambda_permission').map(statementOf), 'aws_lambda_permission'),
      url: urlOf(ofFunction('aws_lambda_function_url')),
      where: lambda.address,
    };
  });

/** The name of the role that a reference means. */
export const roleNamed = (resources: Resources, { value, where }: JsonNode): Fact<string> => {
  const role = resources.named(value, 'aws_iam_role');
  if (role) return known(nameOf(role), where);
  if (typeof value !== 'string' || isDeferred(value)) return unknown(where);
  return known(value.split('/').at(-1) ?? value, where);
};

/** Each variable by itself: one that only the deployment knows leaves the others known. */
export const environmentIn = (node: JsonNode): Fact<Readonly<Record<string, Fact<string>>>> => {
  if (isDeferred(node.value)) return unknown(node.where);
  const names = Object.keys(objectOf(node.value));
  return known(Object.fromEntries(names.map((name) => [name, variableIn(member(node, name))])), node.where);
};

/** A reference to a secret is as good as the secret: the deployment will write it there. */
const variableIn = (node: JsonNode): Fact<string> =>
  isDeferred(node.value) && /(secret|password|private_key|token)(_string|_value)?\}$/i.test(String(node.value))
    ? known(String(node.value), node.where)
    : textIn(node);

const logGroupOf = (resources: Resources, lambda: Resource): Fact<string> => {
  const named = member(block(argumentsOf(lambda), 'logging_config'), 'log_group');
  const group = resources.named(named.value, 'aws_cloudwatch_log_group');
  if (group) return known(nameOf(group), named.where);
  return textIn(named, `/aws/lambda/${nameOf(lambda, 'function_name')}`);
};

/** A permission as the statement that Lambda makes of it. */
const statementOf = ({ address, values }: Resource): Statement => ({
  effect: 'Allow',
  actions: [String(values['action'])],
  notActions: [],
  resources: [String(values['function_name'])],
  notResources: [],
  principals: [principalOf(String(values['principal']))],
  conditions: {
    ...condition('ArnLike aws:sourcearn', values['source_arn']),
    ...condition('StringEquals aws:sourceaccount', values['source_account']),
    ...condition('StringEquals aws:principalorgid', values['principal_org_id']),
    ...condition('StringEquals lambda:functionurlauthtype', values['function_url_auth_type']),
  },
  where: address,
});

const condition = (name: string, value: unknown): Record<string, readonly string[]> =>
  typeof value === 'string' && value !== '' ? { [name]: [value] } : {};

const principalOf = (principal: string): string => {
  if (principal === '*') return principal;
  return principal.endsWith('.amazonaws.com') ? `Service:${principal}` : `AWS:${principal}`;
};

const urlOf = (urls: readonly Resource[]): LambdaFunction['url'] => {
  const [url] = urls.filter(({ values }) => isObject(values));
  if (!url) return known('no URL', 'aws_lambda_function_url');
  const type = textIn(member(argumentsOf(url), 'authorization_type'));
  if (!type.known) return type;
  return type.value === 'NONE' || type.value === 'AWS_IAM' ? { ...type, value: type.value } : unknown(type.where);
};
