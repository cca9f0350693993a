import type { AwsClients } from '../live-system/aws-clients.ts';
import { liveAnswers } from '../live-system/live-answers.ts';
import { presentAnswers, sourcesOf } from '../live-system/present-answers.ts';
import { type ExpectedDifference, expectedDifferences, givenByAws } from './expected-differences.ts';
import { fieldsOf } from './fields.ts';

/** One field in which the system differs from the live one, and why. */
export type ComparisonRow = {
  readonly field: string;
  readonly live: string;
  readonly now: string;
  readonly because: string;
};

export type Comparison = {
  readonly rows: readonly ComparisonRow[];
  /** How many fields are the same. */
  readonly same: number;
  readonly problems: readonly string[];
};

/** Asks the calls of the live system's own document again and sets the answers beside the live ones, field by field. */
export const compareWithLive = async (
  clients: AwsClients,
  ids: ReadonlyMap<string, string>,
  system: 'fresh' | 'adopted',
): Promise<Comparison> =>
  compareAnswers(
    fieldsOf(comparable(liveAnswers())),
    fieldsOf(await presentAnswers(clients, ids)),
    expectedDifferences(system),
  );

/** Differences without a reason are problems, and so are reasons without a difference. */
export const compareAnswers = (
  live: ReadonlyMap<string, string>,
  now: ReadonlyMap<string, string>,
  expected: readonly ExpectedDifference[],
): Comparison => {
  const fields = [...new Set([...live.keys(), ...now.keys()])].filter((field) => !givenByAws.test(field)).toSorted();
  const different = fields
    .map((field) => ({ field, live: live.get(field) ?? '–', now: now.get(field) ?? '–' }))
    .filter((row) => row.live !== row.now);
  const reasons = different.map((row) => ({
    row,
    reason: expected.find(({ field }) => field.test(row.field)),
  }));
  const used = new Set(reasons.map(({ reason }) => reason));
  return {
    rows: reasons.flatMap(({ row, reason }) => (reason ? [{ ...row, because: reason.because }] : [])),
    same: fields.length - different.length,
    problems: [
      ...reasons
        .filter(({ reason }) => !reason)
        .map(
          ({ row }) => `${row.field} is ${row.now} and was ${row.live}, without a reason in expected-differences.ts`,
        ),
      ...expected
        .filter((reason) => !used.has(reason))
        .map(({ field }) => `no field differs any more for ${field}: take it off expected-differences.ts`),
    ],
  };
};

/** Routes by their key, integrations by that of their route. */
const comparable = ({ routes, integrations, functionPolicy, ...answers }: ReturnType<typeof liveAnswers>) => ({
  ...answers,
  functionPolicy: sourcesOf(JSON.stringify(functionPolicy)),
  routes: Object.fromEntries(routes.map((route) => [route.RouteKey, route])),
  integrations: Object.fromEntries(
    routes.map(({ RouteKey, Target }) => [
      RouteKey,
      integrations.find(({ IntegrationId }) => Target === `integrations/${IntegrationId}`),
    ]),
  ),
});
