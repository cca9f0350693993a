import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type AdoptionFile, adoptedAddresses, adoptedFunctionNames } from '@tarotchat/infra';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { recordLiveSystem } from '../src/adopt/record.ts';
import { judgePlan } from '../src/gate/gate.ts';
import { awsClients } from '../src/live-system/aws-clients.ts';
import { buildLiveSystem } from '../src/live-system/build-live-system.ts';
import { liveAnswers } from '../src/live-system/live-answers.ts';
import { copyStack, rehearsalFolder } from '../src/rehearse/rehearsal-folder.ts';
import { plan } from '../src/rehearse/rehearse-apply.ts';
import { type Stage, secretsIn, setStage } from '../src/rehearse/stage.ts';
import { synthesizePhase } from '../src/rehearse/synthesize-phase.ts';
import { countChanges } from '../src/terraform/plan.ts';
import { skipsTerraform } from './rehearsal-stage.ts';

const stages: Stage[] = [];
const files: AdoptionFile[] = [];

beforeAll(async () => {
  if (skipsTerraform) return;
  const stage = await setStage({});
  stages.push(stage);
  const clients = awsClients(stage.emulator);
  const known = await buildLiveSystem(clients, liveAnswers());
  const live = await recordLiveSystem(clients, adoptedFunctionNames('prod'))(known);
  files.push({ environment: 'prod', phase: 'adopted', known, live });
  rehearsalFolder(synthesizePhase(stage.folder, adoption()), stage.stack, stage.emulator);
  await stage.terraform()({ args: ['init', '-no-color'] });
}, 120_000);
afterAll(async () => {
  for (const stage of stages) await stage.end();
});

const played = (): Stage => {
  const [stage] = stages;
  if (!stage) throw new Error('no stage was set');
  return stage;
};
const adoption = (): AdoptionFile => {
  const [file] = files;
  if (!file) throw new Error('nothing was recorded');
  return file;
};

/** Changes the synthesized client, as an edit of login.ts would. */
const withClient = (change: (client: object) => object): void => {
  const path = join(played().stack, 'cdk.tf.json');
  const stack = JSON.parse(readFileSync(path, 'utf8'));
  const clients = stack.resource.aws_cognito_user_pool_client;
  clients.login = change(clients.login);
  writeFileSync(path, JSON.stringify(stack));
};

const linesOf = async (): Promise<readonly string[]> =>
  judgePlan(await plan(played().terraform()), {
    environment: 'prod',
    adopted: adoptedAddresses('prod', adoption().live),
    allowed: new Set(),
    mustBeAdopted: true,
  }).map(({ line }) => line);

test.skipIf(skipsTerraform)(
  'the adoption of a live system passes the gate, with every id of it imported',
  async () => {
    const planned = await plan(played().terraform());

    expect(countChanges(planned)).toMatchObject({ imported: 27, replaced: 0, destroyed: 0 });
    expect(await linesOf()).toEqual([]);
  },
  120_000,
);

test.skipIf(skipsTerraform)(
  'without ignore_changes, the secret that a new client asks for would replace the imported one: the gate refuses',
  async () => {
    withClient((client) => ({ ...client, generate_secret: true, lifecycle: {} }));

    const unprotected = await linesOf();
    withClient((client) => ({ ...client, lifecycle: { ignore_changes: ['generate_secret'] } }));
    const protectedLines = await linesOf();

    expect(unprotected).toEqual(['aws_cognito_user_pool_client.login would be replaced, because of generate_secret']);
    expect(protectedLines).toEqual([]);
  },
  120_000,
);

test.skipIf(skipsTerraform)(
  'an id that does not exist live is named, and nothing is planned',
  async () => {
    const { live } = adoption();
    if (!live) throw new Error('nothing was recorded');
    const wrong = { ...live, rest: { ...live.rest, permissionStatementId: 'never-seen' } };
    copyStack(synthesizePhase(played().folder, { ...adoption(), live: wrong }), played().stack);

    await expect(linesOf()).rejects.toThrow(/^terraform plan failed: Error: .*(never-seen|non-existent)/);
  },
  120_000,
);

test.skipIf(skipsTerraform)('no secret stands in what Terraform says', () => {
  const { logFile, secrets } = played();

  expect(secrets).not.toEqual([]);
  expect(secretsIn(logFile, secrets)).toEqual([]);
});
