import { adoptedAddresses, type Environment, readAdoption, stackFolder } from '@tarotchat/infra';
import type { GateSettings } from '../gate/gate.ts';
import { awsClients } from '../live-system/aws-clients.ts';
import { compareWithLive } from './compare-with-live.ts';
import { destroyAll } from './destroy-all.ts';
import type { Rehearsal, RehearsalResult } from './rehearsal.ts';
import { rehearsalFolder } from './rehearsal-folder.ts';
import { idsOf, planAndApply, problemsOf } from './rehearse-apply.ts';

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
    if (!keep && made.refusals.length === 0) await destroyAll({ stage, terraform, progress });
    return {
      problems: [...problemsOf('create', made), ...(comparison?.problems ?? [])],
      gaps: made.drift.tolerated,
      ...(comparison && { comparison: comparison.rows }),
    };
  };
