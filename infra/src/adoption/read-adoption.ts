import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Environment } from '../config/environment.ts';
import { type AdoptionFile, parseAdoptionFile } from './adoption.ts';

/** The file that says which live system an environment takes over. */
export const adoptionFilePath = (environment: Environment): string => join(import.meta.dirname, `${environment}.json`);

/**
 * The adoption file of an environment: the one that is named, if it is of this environment, or its own; undefined where
 * it has none.
 *
 * @throws Error where a file is not what it should be.
 */
export const readAdoption = (environment: Environment, named?: string): AdoptionFile | undefined => {
  const given = named ? parseAdoptionFile(readFileSync(named, 'utf8'), named) : undefined;
  if (given?.environment === environment) return given;
  const path = adoptionFilePath(environment);
  if (!existsSync(path)) return undefined;
  return parseAdoptionFile(readFileSync(path, 'utf8'), `infra/src/adoption/${environment}.json`);
};
