import { broken, forEachOf, holds, judge, type Outcome, type Rule, untold } from '../rule.ts';
import type { Alarm, Api, Surface } from '../surface.ts';

export const apiWithoutAlarm: Rule = {
  id: 'api-without-alarm',
  area: 'watching',
  severity: 'medium',
  title: 'No alarm watches the API or a function behind it',
  attack:
    'An attack that breaks it, or a fault that lets people in or locks them out, goes on until somebody complains.',
  mend: 'Alarm on the errors of each function behind the API, or on the API’s own 5XX, and say in the alarm what it means to people.',
  check: (surface) =>
    forEachOf(surface.apis, 'APIs', (api): Outcome => {
      const { items, complete } = surface.alarms;
      if (items.some((alarm) => watchesApi(alarm, api))) return holds(api.name);
      const behind = functionsBehind(api);
      const unwatched = behind.filter((name) => !items.some((alarm) => watchesFunction(alarm, name)));
      if (behind.length > 0 && unwatched.length === 0) return holds(api.name);
      if (!complete.known) return untold(api.name, complete.wouldTell);
      const value = unwatched.length > 0 ? `no alarm on ${unwatched.join(', ')}` : 'no alarm';
      return broken(api.name, { value, where: complete.where });
    }),
};

const functionsBehind = ({ entryPoints, authorizers }: Api): readonly string[] => [
  ...new Set(
    [...entryPoints.items, ...authorizers.items].flatMap(({ functionName }) =>
      functionName.known && functionName.value !== '' ? [functionName.value] : [],
    ),
  ),
];

const watchesFunction = ({ namespace, dimensions }: Alarm, name: string): boolean =>
  namespace.known && namespace.value === 'AWS/Lambda' && dimensions.known && dimensions.value['FunctionName'] === name;

const watchesApi = ({ namespace, dimensions }: Alarm, { id, name }: Api): boolean =>
  namespace.known &&
  namespace.value === 'AWS/ApiGateway' &&
  dimensions.known &&
  (dimensions.value['ApiName'] === name || (id.known && dimensions.value['ApiId'] === id.value));

export const alarmTellsNobody: Rule = {
  id: 'alarm-tells-nobody',
  area: 'watching',
  severity: 'medium',
  title: 'An alarm tells nobody',
  attack: 'It turns red on a page that no one looks at, and the attack goes on.',
  mend: 'Give it an action: an SNS topic that reaches a person.',
  check: ({ alarms }) =>
    forEachOf(alarms, 'alarms', ({ name, actions }) =>
      judge(`alarm ${name}`, actions, { isBroken: (list) => list.length === 0 }),
    ),
};

export const logKeptForEver: Rule = {
  id: 'log-kept-for-ever',
  area: 'watching',
  severity: 'low',
  title: 'A log is kept for ever',
  attack: 'What was logged about people years ago is there to be stolen.',
  mend: 'Set a retention in days.',
  check: ({ logGroups }) =>
    forEachOf(logGroups, 'log groups', ({ name, retentionDays }) =>
      judge(`log group ${name}`, retentionDays, { isBroken: (days) => days === 'for ever' }),
    ),
};

export const functionLogUndeclared: Rule = {
  id: 'function-log-undeclared',
  area: 'watching',
  severity: 'low',
  title: 'A function’s log group is left to Lambda',
  attack:
    'Lambda makes it at the first invocation and keeps it for ever, and the role needs the right to make log groups.',
  mend: 'Create the log group with a retention beside the function.',
  check: ({ functions, logGroups }: Surface) =>
    forEachOf(functions, 'functions', ({ name, logGroup }): Outcome => {
      if (logGroup.known && logGroups.items.some((group) => group.name === logGroup.value))
        return holds(`function ${name}`);
      if (!logGroups.complete.known) return untold(`function ${name}`, logGroups.complete.wouldTell);
      return judge(`function ${name}`, logGroup, { isBroken: () => true, show: (group) => `no log group ${group}` });
    }),
};

export const functionNotTraced: Rule = {
  id: 'function-not-traced',
  area: 'watching',
  severity: 'low',
  title: 'A function behind the API is not traced',
  attack: 'What one odd request set off cannot be followed through the functions.',
  mend: 'Set tracing to Active and allow xray:PutTraceSegments; it costs no code.',
  check: ({ functions }) =>
    forEachOf(functions, 'functions', ({ name, traced }) =>
      judge(`function ${name}`, traced, { isBroken: (on) => !on, show: () => 'PassThrough' }),
    ),
};
