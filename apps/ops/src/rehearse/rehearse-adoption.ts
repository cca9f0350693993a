import { isDeepStrictEqual } from 'node:util';
import {
  type AdoptionFile,
  type AdoptionPhase,
  adoptedAddresses,
  adoptedFunctionNames,
  type LiveSystem,
} from '@tarotchat/infra';
import { recordLiveSystem } from '../adopt/record.ts';
import { type GateSettings, statefulTypes } from '../gate/gate.ts';
import { awsClients } from '../live-system/aws-clients.ts';
import { buildLiveSystem } from '../live-system/build-live-system.ts';
import { liveAnswers } from '../live-system/live-answers.ts';
import { type OldClientsView, oldClientsView } from '../live-system/old-clients-view.ts';
import { isDestroyed, isReplaced } from '../terraform/plan.ts';
import { compareWithLive } from './compare-with-live.ts';
import { destroyAll } from './destroy-all.ts';
import { cutOverGaps } from './emulator-gaps.ts';
import type { Rehearsal, RehearsalResult } from './rehearsal.ts';
import { copyStack, rehearsalFolder } from './rehearsal-folder.ts';
import { type AppliedPlan, idsOf, planAndApply, problemsOf } from './rehearse-apply.ts';
import {
  afterProblems,
  beforeProblems,
  judgePosture,
  postureRows,
  readPosture,
  rolledBackProblems,
} from './rehearse-posture.ts';
import { synthesizePhase } from './synthesize-phase.ts';

const environment = 'prod';

/** Builds the live system, then goes the way of docs/adoption.md: adopt, interrupted once, cut over, roll back. */
export const rehearseAdoption = async ({ stage, progress, keep }: Rehearsal): Promise<RehearsalResult> => {
  const clients = awsClients(stage.emulator);
  const record = recordLiveSystem(clients, adoptedFunctionNames(environment));
  const known = await progress.step('build the live system', async () => {
    const ids = await buildLiveSystem(clients, liveAnswers());
    return [`APIs ${ids.webSocketApiId} and ${ids.restApiId}, pool ${ids.userPoolId}`, ids];
  });
  const live = await progress.step('record its ids', async () => {
    const recorded = await record(known);
    return [`stages ${recorded.webSocket.stageName} and ${recorded.rest.stageName}`, recorded];
  });
  const before = await oldClientsView(clients, live);
  const posture = (when: string) =>
    progress.step(`posture ${when}`, async () => {
      const assessment = judgePosture(await readPosture(stage.emulator), new Date());
      return [`${assessment.findings.length} findings, ${assessment.held} held`, assessment];
    });
  const postureBefore = await posture('before');
  const fileOf = (phase: AdoptionPhase): AdoptionFile => ({ environment, phase, known, live });

  rehearsalFolder(synthesizePhase(stage.folder, fileOf('adopted')), stage.stack, stage.emulator);
  const terraform = stage.terraform();
  await progress.step('init and validate', async () => {
    await terraform({ args: ['init', '-no-color'] });
    await terraform({ args: ['validate', '-no-color'] });
    return ['valid', undefined];
  });
  const gate: GateSettings = {
    environment,
    adopted: adoptedAddresses(environment, live),
    allowed: new Set(),
    mustBeAdopted: true,
  };
  const parts = { terraform, progress, gate };

  const adopted = await planAndApply(parts, { title: 'adopt', interruptAt: beginsToCreate });
  if (adopted.refusals.length > 0) return { problems: problemsOf('adopt', adopted), gaps: [] };
  const ids = idsOf(stage.stack);
  const problems = [
    ...beforeProblems(postureBefore),
    ...problemsOf('adopt', adopted),
    ...keptProblems('adopt', adopted),
    ...sameView('adopt', before, await oldClientsView(clients, live)),
    ...sameSystem(live, await record(known, { webSocket: live.webSocket.stageName, rest: live.rest.stageName })),
  ];
  const turn = async (phase: AdoptionPhase): Promise<AppliedPlan> => {
    copyStack(synthesizePhase(stage.folder, fileOf(phase)), stage.stack);
    const applied = await planAndApply(parts, { title: phase, gaps: cutOverGaps });
    problems.push(
      ...problemsOf(phase, applied),
      ...keptProblems(phase, applied),
      ...sameIds(phase, ids, idsOf(stage.stack)),
    );
    return applied;
  };
  const cutOver = await turn('cut-over');
  const comparison = await progress.step('compare with the live system', async () => {
    const compared = await compareWithLive(clients, ids, 'adopted');
    return [`${compared.same} fields the same, ${compared.rows.length} different for a reason`, compared];
  });
  const postureAfter = await posture('after the cut-over');
  problems.push(...comparison.problems, ...afterProblems(postureAfter));
  await turn('rolled-back');
  const postureBack = await posture('rolled back');
  problems.push(...rolledBackProblems(postureBefore, postureBack));
  problems.push(...sameView('rolled-back', before, await oldClientsView(clients, live)));
  if (!keep) await destroyAll({ stage, terraform, progress });
  return {
    problems,
    gaps: cutOver.drift.tolerated,
    comparison: comparison.rows,
    posture: postureRows([postureBefore, postureAfter, postureBack]),
  };
};

/** By then all imports are done and some of what is new stands: a bad moment to lose the connection. */
const beginsToCreate = (line: string): boolean => line.includes('Creation complete');

/** A deployment of the REST API is a picture of it: a new one for each change, the old one goes when no stage shows it. */
const keptProblems = (title: string, { plan }: AppliedPlan): readonly string[] =>
  plan.resource_changes
    .filter((change) => (isDestroyed(change) || isReplaced(change)) && change.type !== 'aws_api_gateway_deployment')
    .map(({ address }) => `${title}: ${address} would not have been kept`);

const sameView = (title: string, before: OldClientsView, now: OldClientsView): readonly string[] =>
  Object.entries(before)
    .filter(([entry, view]) => !isDeepStrictEqual(view, now[entry]))
    .map(
      ([entry, view]) =>
        `${title}: old clients would notice ${entry}: ${JSON.stringify(view)} is now ${JSON.stringify(now[entry])}`,
    );

const sameSystem = (before: LiveSystem, now: LiveSystem): readonly string[] =>
  // A version more of the same code is no change.
  isDeepStrictEqual({ ...before, functionVersions: {} }, { ...now, functionVersions: {} })
    ? []
    : ['adopt: the live system would be recorded otherwise after its adoption'];

const sameIds = (
  title: string,
  before: ReadonlyMap<string, string>,
  now: ReadonlyMap<string, string>,
): readonly string[] =>
  [...before]
    .filter(([address, id]) => statefulTypes.has(address.split('.')[0] ?? '') && now.get(address) !== id)
    .map(([address, id]) => `${title}: ${address} was ${id} and is ${now.get(address)}`);
