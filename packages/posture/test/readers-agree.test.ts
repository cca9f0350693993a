import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { assess, flatSurface, readPlanFile, readSynthFolder } from '../src/index.ts';
import { ownSuppressions, stacksFolder, today } from './own-stack.ts';
import { hasTerraform, planStack } from './terraform.ts';

const scratch = mkdtempSync(join(tmpdir(), 'posture-plan-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

const isThere = hasTerraform();
if (!isThere)
  console.warn('SKIPPED: synth and plan are not compared, because terraform or its AWS provider is not here');

/** What a first plan cannot know, each for its reason. */
const namedDifferences: readonly RegExp[] = [
  // Policies hold ARNs that only the deployment makes, and a plan shows such a text as unknown as a whole.
  /^\/roles\/[^/]+\/statements\//,
  // One variable with an id in it makes the whole map unknown.
  /^\/functions\/[^/]+\/environment/,
  // A plan names the API in a source ARN, not stage and method behind it; ids become references.
  /^\/functions\/[^/]+\/permissions\//,
  // The plan is read without the bundles beside it.
  /^\/functions\/[^/]+\/operations$/,
  // The topic is not there yet, and a set with something unknown in it is unknown as a whole.
  /^\/alarms\/[^/]+\/actions$/,
  // Ids of authorizers are references in both, written differently.
  /\/authorizer$/,
];

test.skipIf(!isThere && !process.env['CI'])(
  'synth and plan show the same surface, but for what a first plan cannot know',
  { timeout: 120_000 },
  () => {
    const folder = join(stacksFolder, 'tarotchat-prod');
    const [synth] = readSynthFolder(folder);
    const plan = readPlanFile(planStack(folder, join(scratch, 'prod')));
    if (!synth) throw new Error('no stack');

    const [one, other] = [flatSurface(synth.reading.surface), flatSurface(plan.surface)];
    const different = [...new Set([...one.keys(), ...other.keys()])].filter(
      (path) => one.get(path) !== other.get(path),
    );

    expect(plan.problems).toEqual([]);
    expect(one.size).toBeGreaterThan(400);
    expect(
      different
        .filter((path) => !namedDifferences.some((named) => named.test(path)))
        .map((path) => `${path}: ${one.get(path)} in synth, ${other.get(path)} in the plan`),
    ).toEqual([]);
    const { findings } = assess(plan, { now: today, suppressions: ownSuppressions() });
    expect(findings).toEqual([]);
  },
);
