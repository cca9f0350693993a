import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Finds the built bundle of an app by its folder's name. */
export type BundleOf = (folder: string) => string;

/** The bundles where each app's `build` script leaves them. */
export const builtBundle: BundleOf = (folder) =>
  join(import.meta.dirname, '..', '..', 'apps', folder, 'dist', 'function.zip');

/** A bundle that has not been built; the message says how to. */
export class MissingBundle extends Error {
  constructor(folder: string) {
    super(`the bundle of apps/${folder} is missing: run pnpm build`);
    this.name = 'MissingBundle';
  }
}

/**
 * The path of an existing bundle.
 *
 * @throws MissingBundle
 */
export const requireBundle =
  (bundleOf: BundleOf): BundleOf =>
  (folder) => {
    const path = bundleOf(folder);
    if (!existsSync(path)) throw new MissingBundle(folder);
    return path;
  };

/** What Lambda reports as `CodeSha256`: with it Terraform sees whether the deployed code is this code. */
export const codeSha256 = (path: string): string => createHash('sha256').update(readFileSync(path)).digest('base64');
