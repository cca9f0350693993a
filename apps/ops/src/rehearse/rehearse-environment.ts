import { adoptedAddresses, type Environment, readAdoption, stackFolder } from '@tarotchat/infra';
import { readSynthFolder } from '@tarotchat/posture';
import type { GateSettings } from '../gate/gate.ts';
import { awsClients } from '../live-system/aws-clients.ts';
import { Stop } from '../stop.ts';
import { compareSurfaces } from './compare-surfaces.ts';
import { compareWithLive } from './compare-with-live.ts';
import { destroyAll } from './destroy-all.ts';
import type { Rehearsal, RehearsalResult } from './rehearsal.ts';
import { rehearsalFolder } from './rehearsal-folder.ts';
import { type AppliedPlan, idsOf, planAndApply, problemsOf } from './rehearse-apply.ts';
import { afterProblems, judgePosture, readPosture } from './rehearse-posture.ts';
import { ownPageDifferences, surfaceDifferences } from './surface-differences.ts';

/** Makes an environment from nothing, sees that it settles, and destroys it. */
export const rehearseEnvironment =
  (environment: Environment) =>
  async ({ stage, progress, keep }: Rehearsal): Promise<RehearsalResult> => {
    rehearsalFolder(stackFolder(environment), stage.stack, stage.emulator);
    const terraform = stage.terraform();
    await progress.step('init and validate', async () => {
      await terraform({ args: ['init', '-no-color'] });
      await terraform({ args: ['validate', '-no-color'] });
      return ['valid', undefined];
    });
    const gate: GateSettings = {
      environment,
      adopted: readAdoption(environment) ? adoptedAddresses(environment) : new Set(),
      allowed: new Set(),
      mustBeAdopted: false,
    };
    const made = await planAndApply({ terraform, progress, gate }, { title: 'create' });
    const comparison =
      environment === 'prod' && made.refusals.length === 0
        ? await compareWithLive(awsClients(stage.emulator), idsOf(stage.stack), 'fresh')
        : undefined;
    const seen = made.refusals.length === 0 ? await judgeSurface({ stage, progress, environment, made }) : undefined;
    if (!keep && made.refusals.length === 0) await destroyAll({ stage, terraform, progress });
    return {
      problems: [...problemsOf('create', made), ...(comparison?.problems ?? []), ...(seen?.problems ?? [])],
      gaps: made.drift.tolerated,
      ...(comparison && { comparison: comparison.rows }),
      ...(seen && { surfaces: seen.rows }),
    };
  };

/** What was made is clean, and looks from the account as it looks in the configuration and in the plan. */
const judgeSurface = ({ stage, progress, environment, made: { plan, planned } }: Judging) =>
  progress.step('posture, as three readers see it', async () => {
    const [synth] = readSynthFolder(stackFolder(environment));
    if (!synth) throw new Stop('MISSING_SYNTH', `there is no stack of ${environment}: run "pnpm synth" first`);
    const aws = await readPosture(stage.emulator);
    const readings = { synth: synth.reading, plan: planned, aws };
    const ownPage = plan.resource_changes.some(({ type }) => type === 'aws_cloudfront_distribution');
    const { same, rows, problems } = compareSurfaces(readings, ownPage ? ownPageDifferences : surfaceDifferences);
    const assessment = judgePosture(aws, new Date());
    const found = `${assessment.findings.length} findings; ${same} facts the same to all who see them`;
    return [found, { rows, problems: [...problems, ...afterProblems(assessment, [])] }];
  });

type Judging = Pick<Rehearsal, 'stage' | 'progress'> & {
  readonly environment: Environment;
  readonly made: AppliedPlan;
};
