import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type ParsedSuppressions, parseSuppressions } from '@tarotchat/posture';

/** What we live with ourselves, with reasons and dates. */
export const ownSuppressions = join(import.meta.dirname, '..', 'posture-suppressions.json');

/** Reads the named suppressions file, or our own where none is named. */
export const readSuppressions = (folder: string, path: string | undefined): ParsedSuppressions => {
  const file = path === undefined ? ownSuppressions : resolve(folder, path);
  if (!existsSync(file)) return { kind: 'problem', problem: `${path ?? file}: there is no such file` };
  const parsed = parseSuppressions(readFileSync(file, 'utf8'));
  return parsed.kind === 'problem'
    ? { kind: 'problem', problem: `${path ?? 'posture-suppressions.json'}: ${parsed.problem}` }
    : parsed;
};
