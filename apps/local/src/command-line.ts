import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { SetupError } from './terraform/document.ts';

/** What `pnpm dev` was asked for. */
export type DevCommand =
  | { readonly kind: 'help' }
  | { readonly kind: 'run'; readonly port: number; readonly fresh: boolean; readonly dataFolder: string };

const repositoryFolder = join(import.meta.dirname, '..', '..', '..');

/** What `--help` shows. */
export const help = `pnpm dev [--port PORT] [--fresh] [--data DIR]

Runs the whole system on this machine, from the synthesized Terraform and the built bundles.

  --port PORT   port of http://localhost (default 3001; 0 takes any)
  --fresh       empty the data folder first
  --data DIR    where data is kept (default .tarotchat in the repository)
  --help        this text

AWS_ENDPOINT_URL_DYNAMODB   URL of another DynamoDB to use instead of the embedded one
`;

/** Reads the flags. @throws SetupError that names the wrong one. */
export const readCommandLine = (args: readonly string[]): DevCommand => {
  // pnpm hands its own separator on.
  const values = parse(args.filter((argument) => argument !== '--'));
  if (values.help) return { kind: 'help' };
  const port = Number(values.port ?? '3001');
  if (!/^\d+$/.test(values.port ?? '3001') || port > 65_535) {
    throw new SetupError(`--port ${values.port} is no port: give a number from 0 to 65535`);
  }
  const dataFolder = values.data === undefined ? join(repositoryFolder, '.tarotchat') : resolve(values.data);
  return { kind: 'run', port, fresh: values.fresh ?? false, dataFolder };
};

const parse = (args: readonly string[]) => {
  try {
    return parseArgs({
      args: [...args],
      options: {
        port: { type: 'string' },
        fresh: { type: 'boolean' },
        data: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    }).values;
  } catch (cause) {
    const [why = 'wrong flag'] = cause instanceof Error ? cause.message.split('. ') : [];
    throw new SetupError(`${why.replace(/\.$/, '')}: "pnpm dev --help" lists the flags`, { cause });
  }
};
