import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from './workflow-files.ts';

/** A folder that stands for a runner: scripts of the workflows run in it, with commands of our own before the real ones. */
export type Runner = {
  readonly folder: string;
  /** Puts a command, as a bash script, before the one of that name. */
  readonly command: (name: string, script: string) => void;
  readonly run: (script: string, args: readonly string[], env?: Readonly<Record<string, string>>) => ScriptRun;
  readonly remove: () => void;
};

export type ScriptRun = {
  readonly status: number | null;
  /** Everything that would stand in the job's log. */
  readonly log: string;
  /** What it told GitHub, as `name=value` lines. */
  readonly outputs: string;
};

/** A new runner. */
export const aRunner = (): Runner => {
  const folder = mkdtempSync(join(tmpdir(), 'ops-scripts-'));
  const commands = join(folder, 'bin');
  mkdirSync(commands);
  let runs = 0;
  return {
    folder,
    command: (name, script) => {
      writeFileSync(join(commands, name), `#!/usr/bin/env bash\nset -euo pipefail\n${script}\n`);
      chmodSync(join(commands, name), 0o755);
    },
    run: (script, args, env = {}) => {
      runs += 1;
      const outputFile = join(folder, `output-${runs}`);
      const { status, stdout, stderr } = spawnSync(join(root, '.github', 'scripts', script), [...args], {
        cwd: folder,
        encoding: 'utf8',
        env: {
          ...process.env,
          PATH: `${commands}:${process.env['PATH'] ?? ''}`,
          GITHUB_OUTPUT: outputFile,
          ...env,
        },
      });
      const outputs = existsSync(outputFile) ? readFileSync(outputFile, 'utf8') : '';
      return { status, log: `${stdout}${stderr}`, outputs };
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
};
