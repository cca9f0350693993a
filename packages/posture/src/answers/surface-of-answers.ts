import { completeListing, known, type Listing, mapFact, partialListing } from '../fact.ts';
import { objectOf } from '../json.ts';
import { elements, type JsonNode, member, numberIn, textIn, textsIn } from '../json-node.ts';
import type { Alarm, Api, CustomDomain, LogGroup, Surface } from '../surface.ts';
import type { AnsweredCall } from './answer-shapes.ts';
import { type Answer, type Answers, callFor, indexAnswers } from './answers.ts';
import { functionsOf } from './functions.ts';
import { clientsOf, poolsOf } from './logins.ts';
import { restApis } from './rest-apis.ts';
import { rolesOf } from './roles.ts';
import { nothingStated, type StatedFacts, statedAt } from './stated-facts.ts';
import { websocketApis } from './websocket-apis.ts';

/** The auth surface that answers of AWS show. */
export const surfaceOfAnswers = (all: readonly Answer[], stated: StatedFacts = nothingStated): Surface => {
  const answers = indexAnswers(all);
  const functions = functionsOf(answers, stated);
  return {
    apis: apisOf(answers, [
      ...websocketApis(answers, stated),
      ...restApis({ answers, stated, functions: functions.items }),
    ]),
    functions,
    roles: rolesOf(answers),
    pools: listedBy(answers, 'cognito-idp-list-user-pools', poolsOf(answers)),
    clients: listedBy(answers, 'cognito-idp-list-user-pool-clients', clientsOf(answers)),
    identityPools: partialListing([], 'aws cognito-identity list-identity-pools'),
    logGroups: logGroupsOf(answers),
    alarms: alarmsOf(answers, stated),
    tables: partialListing([], 'aws dynamodb describe-table'),
    queues: partialListing([], 'aws sqs get-queue-attributes'),
    customDomains: customDomainsOf(answers),
  };
};

/** Complete where the list itself was asked for. */
const listedBy = <T>(answers: Answers, call: AnsweredCall, items: readonly T[]): Listing<T> => {
  const [list] = answers.all(call);
  return list ? completeListing(items, list.node.where) : partialListing(items, callFor(call, ''));
};

/** Two services have APIs: only both lists together are all of them. */
const apisOf = (answers: Answers, items: readonly Api[]): Listing<Api> =>
  answers.all('apigatewayv2-get-apis').length > 0
    ? listedBy(answers, 'apigateway-get-rest-apis', items)
    : partialListing(items, callFor('apigatewayv2-get-apis', ''));

const logGroupsOf = (answers: Answers): Listing<LogGroup> => {
  const [answer] = answers.all('logs-describe-log-groups');
  if (!answer) return partialListing([], callFor('logs-describe-log-groups', ''));
  const groups = answers.items('logs-describe-log-groups', 'logGroups').map(
    (group): LogGroup => ({
      name: String(member(group, 'logGroupName').value),
      retentionDays: mapFact(numberIn(member(group, 'retentionInDays'), 0), (days) => days || 'for ever'),
      where: group.where,
    }),
  );
  return completeListing(groups, answer.node.where);
};

const alarmsOf = (answers: Answers, stated: StatedFacts): Listing<Alarm> => {
  const [answer] = answers.all('cloudwatch-describe-alarms');
  if (answer)
    return completeListing(answers.items('cloudwatch-describe-alarms', 'MetricAlarms').map(alarmOf), answer.node.where);
  return stated.noAlarms
    ? completeListing([], statedAt(stated, 'alarms'))
    : partialListing([], callFor('cloudwatch-describe-alarms', ''));
};

const alarmOf = (alarm: JsonNode): Alarm => {
  const dimensions = member(alarm, 'Dimensions');
  return {
    name: String(member(alarm, 'AlarmName').value),
    namespace: textIn(member(alarm, 'Namespace'), ''),
    dimensions: known(
      Object.fromEntries(
        elements(dimensions)
          .map(({ value }) => objectOf(value))
          .map((dimension) => [String(dimension['Name']), String(dimension['Value'])]),
      ),
      dimensions.where,
    ),
    actions: textsIn(member(alarm, 'AlarmActions'), []),
    where: alarm.where,
  };
};

const customDomainsOf = (answers: Answers): Listing<CustomDomain> => {
  const [answer] = answers.all('apigatewayv2-get-domain-names');
  if (!answer) return partialListing([], callFor('apigatewayv2-get-domain-names', ''));
  return completeListing(
    answers.items('apigatewayv2-get-domain-names', 'Items').map((domain): CustomDomain => {
      const [configuration = { value: undefined, where: domain.where }] = elements(
        member(domain, 'DomainNameConfigurations'),
      );
      return {
        name: String(member(domain, 'DomainName').value),
        tlsPolicy: textIn(member(configuration, 'SecurityPolicy')),
        where: domain.where,
      };
    }),
    answer.node.where,
  );
};
