import { authorizationIn } from '../authorization.ts';
import { completeListing, type Fact, known, mapFact, partialListing, unknown } from '../fact.ts';
import { objectOf } from '../json.ts';
import { elements, flagIn, type JsonNode, member, numberIn, textIn } from '../json-node.ts';
import { conditionValues } from '../statement.ts';
import type { Api, Authorizer, EntryPoint, LambdaFunction, Stage } from '../surface.ts';
import type { AnsweredCall } from './answer-shapes.ts';
import { type Answers, callFor } from './answers.ts';
import type { StatedFacts } from './stated-facts.ts';
import { functionIn, mappedDomains, statedStages } from './websocket-apis.ts';

type Sources = {
  readonly answers: Answers;
  readonly stated: StatedFacts;
  readonly functions: readonly LambdaFunction[];
};

/** The REST APIs that the answers show. Methods that no answer lists are found in the resource policies of functions. */
export const restApis = (sources: Sources): readonly Api[] => {
  const { answers } = sources;
  const apis = [
    ...answers.all('apigateway-get-rest-api').map(({ node }) => node),
    ...answers.items('apigateway-get-rest-apis', 'items'),
  ];
  return apis.map((api) => apiOf(sources, api, apis.length === 1));
};

const apiOf = ({ answers, stated, functions }: Sources, api: JsonNode, isOnly: boolean): Api => {
  const id = String(member(api, 'id').value);
  const name = String(member(api, 'name').value);
  const answer = (call: AnsweredCall) => answers.about(call, id, isOnly);
  const missing = (call: AnsweredCall, options = '') => callFor(call, `--rest-api-id ${id}${options}`, id);
  const resources = answer('apigateway-get-resources');
  const authorizers = answer('apigateway-get-authorizers');
  const stages = answer('apigateway-get-stages');
  const invoked = invokedMethods(functions, id);
  const methodsMissing = missing('apigateway-get-resources', ' --embed methods');
  const unseenStages = partialListing<Stage>([], missing('apigateway-get-stages'));
  return {
    kind: 'rest',
    id: textIn(member(api, 'id')),
    name,
    region: regionOf(resources, invoked, methodsMissing),
    defaultEndpointDisabled: flagIn(member(api, 'disableExecuteApiEndpoint'), false),
    entryPoints: resources
      ? completeListing(elements(member(resources, 'items')).flatMap(methodsOf), resources.where)
      : partialListing(invoked.map(invokedEntryPoint(methodsMissing)), methodsMissing),
    authorizers: authorizers
      ? completeListing(elements(member(authorizers, 'items')).map(authorizerOf), authorizers.where)
      : partialListing([], missing('apigateway-get-authorizers')),
    stages: stages
      ? completeListing(elements(member(stages, 'item')).map(stageOf), stages.where)
      : statedStages(stated, name, unseenStages),
    customDomains: mappedDomains(answers, id),
    where: api.where,
  };
};

type InvokedMethod = {
  readonly region: string;
  readonly key: string;
  readonly functionName: string;
  readonly where: string;
};

/** `arn:aws:execute-api:<region>:<account>:<api>/<stage>/<method>/<path>` in a function's resource policy. */
const invokedMethods = (functions: readonly LambdaFunction[], apiId: string): readonly InvokedMethod[] =>
  functions.flatMap(({ name, permissions }) =>
    permissions.items.flatMap((statement) =>
      conditionValues(statement, 'aws:SourceArn').flatMap((arn): readonly InvokedMethod[] => {
        const [, , , region = '', , path = ''] = arn.split(':');
        const [api, , method = '', ...rest] = path.split('/');
        if (api !== apiId || method === '') return [];
        return [{ region, key: `${method} /${rest.join('/')}`, functionName: name, where: statement.where }];
      }),
    ),
  );

const invokedEntryPoint =
  (wouldTell: string) =>
  ({ key, functionName, where }: InvokedMethod): EntryPoint => ({
    key,
    authorization: unknown(wouldTell),
    authorizer: unknown(wouldTell),
    apiKeyRequired: unknown(wouldTell),
    functionName: known(functionName, where),
    where,
  });

const regionOf = (
  resources: JsonNode | undefined,
  invoked: readonly InvokedMethod[],
  wouldTell: string,
): Fact<string> => {
  const uri = /arn:aws:apigateway:([a-z0-9-]+):lambda/.exec(JSON.stringify(resources?.value ?? ''))?.[1];
  if (resources && uri !== undefined) return known(uri, resources.where);
  const [first] = invoked;
  return first ? known(first.region, first.where) : unknown(wouldTell);
};

const methodsOf = (resource: JsonNode): readonly EntryPoint[] => {
  const methods = member(resource, 'resourceMethods');
  return Object.keys(objectOf(methods.value)).map((httpMethod) => {
    const method = member(methods, httpMethod);
    return {
      key: `${httpMethod} ${String(member(resource, 'path').value)}`,
      authorization: authorizationIn(member(method, 'authorizationType')),
      authorizer: textIn(member(method, 'authorizerId'), ''),
      apiKeyRequired: flagIn(member(method, 'apiKeyRequired'), false),
      functionName: functionIn(member(member(method, 'methodIntegration'), 'uri')),
      where: method.where,
    };
  });
};

const authorizerOf = (authorizer: JsonNode): Authorizer => ({
  name: String(member(authorizer, 'name').value),
  type: textIn(member(authorizer, 'type')),
  identitySources: mapFact(textIn(member(authorizer, 'identitySource'), ''), (text) =>
    text
      .split(',')
      .map((part) => part.trim())
      .filter((part) => part !== ''),
  ),
  cacheSeconds: numberIn(member(authorizer, 'authorizerResultTtlInSeconds'), 300),
  functionName: functionIn(member(authorizer, 'authorizerUri')),
  where: authorizer.where,
});

const stageOf = (stage: JsonNode): Stage => {
  const all = member(member(stage, 'methodSettings'), '*/*');
  return {
    name: String(member(stage, 'stageName').value),
    throttled: mapFact(numberIn(member(all, 'throttlingRateLimit'), -1), (limit) => limit >= 0),
    accessLogged: mapFact(
      textIn(member(member(stage, 'accessLogSettings'), 'destinationArn'), ''),
      (arn) => arn !== '',
    ),
    dataTraced: flagIn(member(all, 'dataTraceEnabled'), false),
    metered: flagIn(member(all, 'metricsEnabled'), false),
    traced: flagIn(member(stage, 'tracingEnabled'), false),
    where: stage.where,
  };
};
