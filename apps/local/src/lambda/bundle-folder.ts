import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join, resolve, sep } from 'node:path';
import { unzipSync } from 'fflate';
import { SetupError } from '../terraform/document.ts';

/**
 * Unpacks a function's bundle into `folder`, as Lambda does into /var/task.
 *
 * @throws SetupError that says which command to run where the bundle is missing or no zip.
 */
export const unpackBundle = async (bundleFile: string, folder: string): Promise<void> => {
  let files: Record<string, Uint8Array>;
  try {
    files = unzipSync(await readFile(bundleFile));
  } catch (cause) {
    throw new SetupError(`the bundle ${bundleFile} is missing or broken: run "pnpm build" and "pnpm synth"`, { cause });
  }
  for (const [name, content] of Object.entries(files)) {
    const target = resolve(folder, name);
    if (!target.startsWith(resolve(folder) + sep)) throw new SetupError(`${bundleFile} has a file outside of itself`);
    if (name.endsWith('/')) continue;
    await mkdir(dirname(target), { recursive: true });
    await writeFile(target, content);
  }
  // The repository says "type": "module" above the data folder; a bundle is CommonJS, as in /var/task.
  if (!('package.json' in files)) await writeFile(join(folder, 'package.json'), '{}\n');
};
