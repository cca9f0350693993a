import { completeListing, type Fact, known, type Listing, mapFact, partialListing, unknown } from '../fact.ts';
import { objectOf } from '../json.ts';
import { elements, type JsonNode, member, textIn } from '../json-node.ts';
import { parsePolicy, type Statement } from '../statement.ts';
import type { LambdaFunction } from '../surface.ts';
import { type Answers, callFor } from './answers.ts';
import { type StatedFacts, statedAt } from './stated-facts.ts';

/** The functions that the answers show: by their configuration, else by being pointed at. */
export const functionsOf = (answers: Answers, stated: StatedFacts): Listing<LambdaFunction> => {
  const configurations = [
    ...answers.all('lambda-get-function-configuration').map(({ node }) => node),
    ...answers.items('lambda-list-functions', 'Functions'),
  ];
  const byName = new Map(configurations.map((node) => [String(member(node, 'FunctionName').value), node]));
  const names = new Set([...byName.keys(), ...pointedAt(answers), ...stated.functions.map(({ name }) => name)]);
  const functions = [...names].toSorted().map((name) => functionOf({ answers, stated }, name, byName.get(name)));
  const listed = answers.all('lambda-list-functions')[0];
  return listed
    ? completeListing(functions, listed.node.where)
    : partialListing(functions, callFor('lambda-list-functions', ''));
};

const pointedAt = (answers: Answers): readonly string[] => [
  ...answers.all('lambda-get-policy').map(({ name }) => name),
  ...answers
    .items('apigatewayv2-get-integrations', 'Items')
    .flatMap((node) => /function:([A-Za-z0-9_-]+)/.exec(String(member(node, 'IntegrationUri').value))?.[1] ?? []),
];

type Sources = { readonly answers: Answers; readonly stated: StatedFacts };

const functionOf = ({ answers, stated }: Sources, name: string, node: JsonNode | undefined): LambdaFunction => {
  const wouldTell = callFor('lambda-get-function-configuration', `--function-name ${name}`, name);
  const read = <T>(build: (configuration: JsonNode) => Fact<T>): Fact<T> => (node ? build(node) : unknown(wouldTell));
  return {
    name,
    region: read((at) => mapFact(textIn(member(at, 'FunctionArn')), (arn) => arn.split(':')[3] ?? '')),
    role: node
      ? mapFact(textIn(member(node, 'Role')), (arn) => arn.split('/').at(-1) ?? arn)
      : statedRole(stated, name, wouldTell),
    runtime: read((at) => textIn(member(at, 'Runtime'), 'container image')),
    environment: read(environmentOf),
    traced: read((at) =>
      mapFact(textIn(member(member(at, 'TracingConfig'), 'Mode'), 'PassThrough'), (mode) => mode === 'Active'),
    ),
    operations: unknown(`the code of ${name}`),
    logGroup: read((at) => textIn(member(member(at, 'LoggingConfig'), 'LogGroup'), `/aws/lambda/${name}`)),
    permissions: permissionsOf(answers, name),
    url: urlOf(answers, name),
    where: node?.where ?? wouldTell,
  };
};

const statedRole = (stated: StatedFacts, name: string, wouldTell: string): Fact<string> => {
  const found = stated.functions.find((lambda) => lambda.name === name);
  return found ? known(found.role, statedAt(stated, `role of ${name}`)) : unknown(wouldTell);
};

const environmentOf = (node: JsonNode): LambdaFunction['environment'] => {
  const variables = member(member(node, 'Environment'), 'Variables');
  return known(
    Object.fromEntries(Object.keys(objectOf(variables.value)).map((name) => [name, textIn(member(variables, name))])),
    variables.where,
  );
};

const permissionsOf = (answers: Answers, name: string): Listing<Statement> => {
  const wouldTell = callFor('lambda-get-policy', `--function-name ${name}`, name);
  const answer = answers.about('lambda-get-policy', name);
  if (!answer) return partialListing([], wouldTell);
  const { value, where } = member(answer, 'Policy');
  const statements = parsePolicy(value, where);
  return statements ? completeListing(statements, where) : partialListing([], wouldTell);
};

const urlOf = (answers: Answers, name: string): LambdaFunction['url'] => {
  const answer = answers.about('lambda-list-function-url-configs', name);
  if (!answer) return unknown(callFor('lambda-list-function-url-configs', `--function-name ${name}`, name));
  const types = elements(member(answer, 'FunctionUrlConfigs')).map((url) => member(url, 'AuthType'));
  const open = types.find(({ value }) => value === 'NONE');
  if (open) return known('NONE', open.where);
  return known(types.length > 0 ? 'AWS_IAM' : 'no URL', answer.where);
};
