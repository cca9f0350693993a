import type { Fact } from '../fact.ts';
import { forEachOf, judge, type Outcome, type Rule } from '../rule.ts';
import type { Api, Stage, Surface } from '../surface.ts';

const forEachStage = (
  { apis }: Surface,
  check: (subject: string, stage: Stage, api: Api) => Outcome | readonly Outcome[],
): readonly Outcome[] =>
  forEachOf(apis, 'APIs', (api) =>
    forEachOf(api.stages, `stages of ${api.name}`, (stage) => check(`${api.name} stage ${stage.name}`, stage, api)),
  );

const byFlag = (
  surface: Surface,
  flag: (stage: Stage) => Fact<boolean>,
  ...[wrong, show]: [boolean, string]
): readonly Outcome[] =>
  forEachStage(surface, (subject, stage) =>
    judge(subject, flag(stage), { isBroken: (value) => value === wrong, show: () => show }),
  );

export const stageWithoutThrottle: Rule = {
  id: 'stage-without-throttle',
  area: 'stages',
  severity: 'high',
  title: 'The stage has no throttle of its own',
  attack:
    'One caller uses up the account’s 10,000 requests a second for all its APIs, and runs up the bill of everything behind this one.',
  mend: 'Set rate and burst limits on the stage’s default route or */*.',
  check: (surface) => byFlag(surface, ({ throttled }) => throttled, false, 'no limit'),
};

export const stageWithoutAccessLog: Rule = {
  id: 'stage-without-access-log',
  area: 'stages',
  severity: 'medium',
  title: 'The stage writes no access log',
  attack: 'Who probes or misuses the API leaves no trace, and after an incident nobody can say what was read.',
  mend: 'Set an access log with request id, route, status and authorizer error; no tokens, no bodies.',
  check: (surface) => byFlag(surface, ({ accessLogged }) => accessLogged, false, 'no access log'),
};

export const stageDataTrace: Rule = {
  id: 'stage-data-trace',
  area: 'stages',
  severity: 'high',
  title: 'The stage writes whole requests and responses to its log',
  attack: 'Tokens and what people write lie readable in CloudWatch for everybody who may read logs.',
  mend: 'Turn data trace off outside of a short hunt for a fault.',
  check: (surface) => byFlag(surface, ({ dataTraced }) => dataTraced, true, 'data trace on'),
};

export const stageMetricsOff: Rule = {
  id: 'stage-metrics-off',
  area: 'stages',
  severity: 'low',
  title: 'The stage keeps no metrics for each route',
  attack: 'An attack on one route drowns in the numbers of all the others.',
  mend: 'Turn detailed metrics on.',
  check: (surface) => byFlag(surface, ({ metered }) => metered, false, 'detailed metrics off'),
};

export const stageNotTraced: Rule = {
  id: 'stage-not-traced',
  area: 'stages',
  severity: 'low',
  title: 'A REST stage is not traced',
  attack: 'What one odd request set off behind the API cannot be followed.',
  mend: 'Turn X-Ray tracing on for the stage; it costs no code.',
  check: (surface) =>
    forEachStage(surface, (subject, { traced }, { kind }) =>
      kind === 'rest' ? judge(subject, traced, { isBroken: (on) => !on, show: () => 'tracing off' }) : [],
    ),
};
