import { existsSync, readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

const awsProvider = join('registry.terraform.io', 'hashicorp', 'aws');

/** Where packages and images usually put an unpacked mirror, itself or up to two levels below. */
const usualPlaces = ['/opt', '/usr/share', '/usr/local', join(homedir(), '.terraform.d')];

/**
 * The folder of a filesystem mirror that holds the AWS provider: from the variable TF_PLUGIN_MIRROR, or found in the
 * usual places. Undefined where there is none.
 */
export const findProviderMirror = (): string | undefined => {
  const named = process.env['TF_PLUGIN_MIRROR'];
  const candidates = named ? [named] : usualPlaces.flatMap((place) => withFoldersBelow(place, 2));
  return candidates.find((folder) => existsSync(join(folder, awsProvider)));
};

const withFoldersBelow = (folder: string, levels: number): readonly string[] => {
  if (levels === 0 || !existsSync(folder)) return [folder];
  const below = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => join(folder, entry.name));
  return [folder, ...below.flatMap((each) => withFoldersBelow(each, levels - 1))];
};
