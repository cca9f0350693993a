import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { aRunner, type Runner } from './script-run.ts';

const isThere = spawnSync('terraform', ['version'], { stdio: 'ignore' }).status === 0;
if (!isThere) console.warn('SKIPPED: the scripts of the workflows are not run, because terraform is not on PATH');
const testWithTerraform = test.skipIf(!isThere && !process.env['CI']);

const secret = 'the-kakao-secret';
const digestIn = (outputs: string): string => /^digest=([0-9a-f]{64})$/m.exec(outputs)?.[1] ?? '';

const runners: Runner[] = [];
afterEach(() => runners.splice(0).map((runner) => runner.remove()));

/** A runner with a small stack of Terraform's own resource; its state, and what stands for S3, are in `account`. */
const aRunnerWithStack = (account: string): Runner => {
  const runner = aRunner();
  runners.push(runner);
  const stack = join(runner.folder, 'infra', 'cdktf.out', 'stacks', 'tarotchat-dev');
  mkdirSync(stack, { recursive: true });
  writeFileSync(
    join(stack, 'cdk.tf.json'),
    JSON.stringify({
      terraform: { backend: { s3: { bucket: 'state-of-dev', key: 'dev.tfstate' } } },
      variable: { secret: { type: 'string', sensitive: true } },
      resource: { terraform_data: { thing: { input: '$' + '{var.secret}' } } },
    }),
  );
  const backend = { local: { path: join(account, 'dev.tfstate') } };
  writeFileSync(join(stack, 'test_override.tf.json'), JSON.stringify({ terraform: { backend } }));
  // Without a provider Terraform writes none.
  writeFileSync(join(stack, '.terraform.lock.hcl'), '# locked\n');
  runner.command(
    'aws',
    `[[ "$1 $2 $3" == 's3 cp --only-show-errors' ]]
     from=\${4/s3:\\/\\//$ACCOUNT/} to=\${5/s3:\\/\\//$ACCOUNT/}
     mkdir -p "$(dirname "$to")"
     cp "$from" "$to"`,
  );
  return runner;
};

const worldOf = (account: string) => ({
  ACCOUNT: `${account}/`,
  TF_VAR_secret: secret,
  TF_IN_AUTOMATION: '1',
  CHECKPOINT_DISABLE: '1',
  TF_CLI_CONFIG_FILE: '/dev/null',
});

testWithTerraform('what was planned on one runner is applied on another, and then nothing is left to do', () => {
  const account = aRunnerWithStack('').folder;
  const [planning, applying] = [aRunnerWithStack(account), aRunnerWithStack(account)];
  const world = worldOf(account);

  const planned = planning.run('plan.sh', ['tarotchat-dev', join(planning.folder, 'plan')], world);
  const kept = planning.run('keep-plan.sh', ['tarotchat-dev', join(planning.folder, 'plan'), '12-1'], world);
  const { TF_VAR_secret: _, ...withoutSecret } = world;
  const applied = applying.run(
    'apply.sh',
    ['tarotchat-dev', join(applying.folder, 'plan'), '12-1', digestIn(kept.outputs)],
    withoutSecret,
  );
  const again = planning.run('plan.sh', ['tarotchat-dev', join(planning.folder, 'again')], world);

  expect(planned).toMatchObject({ status: 0, outputs: 'changes=true\n' });
  expect(kept, kept.log).toMatchObject({ status: 0 });
  expect(existsSync(join(account, 'state-of-dev', 'plans', 'tarotchat-dev', '12-1.tar.gz'))).toBe(true);
  expect(applied, applied.log).toMatchObject({ status: 0 });
  expect(readFileSync(join(account, 'dev.tfstate'), 'utf8')).toContain(secret);
  expect(again).toMatchObject({ status: 0, outputs: 'changes=false\n' });
  for (const { log } of [planned, kept, applied, again]) expect(log).not.toContain(secret);
});

testWithTerraform('a plan that is not the one that was kept is not applied', () => {
  const account = aRunnerWithStack('').folder;
  const runner = aRunnerWithStack(account);
  const world = worldOf(account);
  runner.run('plan.sh', ['tarotchat-dev', join(runner.folder, 'plan')], world);
  runner.run('keep-plan.sh', ['tarotchat-dev', join(runner.folder, 'plan'), '12-1'], world);

  const applied = runner.run(
    'apply.sh',
    ['tarotchat-dev', join(runner.folder, 'other'), '12-1', 'f'.repeat(64)],
    world,
  );

  expect(applied.status).not.toBe(0);
  expect(applied.log).toContain('did NOT match');
  expect(existsSync(join(account, 'dev.tfstate'))).toBe(false);
});

testWithTerraform('a plan that cannot be made fails the job and tells of no changes', () => {
  const account = aRunnerWithStack('').folder;
  const runner = aRunnerWithStack(account);

  const { TF_VAR_secret: _, ...withoutSecret } = worldOf(account);
  const planned = runner.run('plan.sh', ['tarotchat-dev', join(runner.folder, 'plan')], withoutSecret);

  expect(planned).toMatchObject({ status: 1, outputs: '' });
  expect(planned.log).toContain('No value for required variable');
});
