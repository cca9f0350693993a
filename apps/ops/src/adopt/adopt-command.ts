import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { adoptedFunctionNames, adoptionFilePath, environments, InvalidAdoption, readAdoption } from '@tarotchat/infra';
import { type Command, misuse } from '../command.ts';
import { awsClients } from '../live-system/aws-clients.ts';
import { recordLiveSystem } from './record.ts';

const usage = `pnpm adopt record ENVIRONMENT

Reads the live system, beginning with the four ids in infra/src/adoption/<environment>.json, publishes a version of the
present code of its four functions for a rollback, and writes all of it into that file. It changes nothing else.

  --web-socket-stage NAME   where the API has more than one stage: the one that people use
  --rest-stage NAME
  --file FILE               another adoption file

Exit code: 0 recorded, 2 something is not live or could not be read.`;

const options = {
  'web-socket-stage': { type: 'string' },
  'rest-stage': { type: 'string' },
  file: { type: 'string' },
  help: { type: 'boolean', default: false },
} as const;

/** `adopt`: what an adoption has to know, read off the live system with the credentials of this shell. */
export const adoptCommand: Command = async (args, { folder }) => {
  const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
  if (values.help) return { exitCode: 0, output: `${usage}\n` };
  const [verb, name] = positionals;
  const environment = environments.find((known) => known === name);
  if (verb !== 'record') return misuse(usage);
  if (!environment) return misuse(`there is no environment "${name ?? ''}": use one of ${environments.join(', ')}`);

  const named = values.file === undefined ? undefined : resolve(folder, values.file);
  try {
    const file = readAdoption(environment, named);
    if (!file) return misuse(`${environment} has no live system: infra/src/adoption/${environment}.json is missing`);
    const live = await recordLiveSystem(awsClients(), adoptedFunctionNames(environment))(file.known, {
      ...(values['web-socket-stage'] !== undefined && { webSocket: values['web-socket-stage'] }),
      ...(values['rest-stage'] !== undefined && { rest: values['rest-stage'] }),
    });
    const path = named ?? adoptionFilePath(environment);
    writeFileSync(path, `${JSON.stringify({ ...file, live }, null, 2)}\n`);
    return { exitCode: 0, output: `Recorded into ${path}. Next: docs/adoption.md, step 2.\n` };
  } catch (error) {
    if (error instanceof InvalidAdoption) return misuse(error.message);
    throw error;
  }
};
