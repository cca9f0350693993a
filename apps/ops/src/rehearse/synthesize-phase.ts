import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type AdoptionFile, synthProgram } from '@tarotchat/infra';
import { Stop } from '../stop.ts';

/**
 * Synthesizes with an adoption file of our own, into a folder of our own, and gives the stack's folder.
 *
 * @throws Stop `SYNTH_FAILED` with the line that synth said, such as that a bundle is missing.
 */
export const synthesizePhase = (folder: string, file: AdoptionFile): string => {
  const adoptionFile = join(folder, `adoption-${file.phase}.json`);
  const outFolder = join(folder, `out-${file.phase}`);
  writeFileSync(adoptionFile, JSON.stringify(file));
  const { status, stderr } = spawnSync(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', '--disable-warning=DEP0044', synthProgram],
    { env: { ...process.env, CDKTF_OUTDIR: outFolder, ADOPTION_FILE: adoptionFile }, encoding: 'utf8' },
  );
  if (status !== 0) throw new Stop('SYNTH_FAILED', `synth failed: ${stderr.trim().split('\n')[0] ?? ''}`);
  return join(outFolder, 'stacks', `tarotchat-${file.environment}`);
};
