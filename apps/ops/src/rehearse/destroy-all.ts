import { Stop } from '../stop.ts';
import type { Terraform } from '../terraform/terraform.ts';
import type { Progress } from './progress.ts';
import { liftProtection } from './rehearsal-folder.ts';
import type { Stage } from './stage.ts';

/** Sees that a protected stack refuses to be destroyed, then lets go of it and destroys everything. */
export const destroyAll = async (parts: {
  readonly stage: Stage;
  readonly terraform: Terraform;
  readonly progress: Progress;
}): Promise<void> => {
  const { stage, terraform, progress } = parts;
  if (liftProtection(stage.stack, { dryRun: true })) {
    await progress.step('destroy, protected', async () => {
      const { exitCode } = await terraform({
        args: ['plan', '-destroy', '-no-color', '-refresh=false'],
        accepted: [1],
      });
      if (exitCode === 0)
        throw new Stop('TERRAFORM_FAILED', 'nothing kept Terraform from destroying a protected stack');
      return ['refused, as it should be', undefined];
    });
    liftProtection(stage.stack);
    await progress.step('lift the protection', async () => {
      const { stdout } = await terraform({ args: ['apply', '-auto-approve', '-no-color'] });
      return [/Resources: (.*)\./.exec(stdout)?.[1] ?? 'done', undefined];
    });
  }
  await progress.step('destroy', async () => {
    const { stdout } = await terraform({ args: ['destroy', '-auto-approve', '-no-color'] });
    return [/Destroy complete! Resources: (.*)\./.exec(stdout)?.[1] ?? 'done', undefined];
  });
};
