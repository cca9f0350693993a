import { adoptionOf } from '../adoption/adoption.ts';
import { readAdoption } from '../adoption/read-adoption.ts';
import { dev } from './dev.ts';
import { checkConfig, type Environment, type EnvironmentConfig } from './environment.ts';
import { local } from './local.ts';
import { prod } from './prod.ts';

/**
 * The configuration of each environment, checked.
 *
 * @param adoptionFile - stands in for the adoption file of the environment that it names.
 */
export const configsWith = (adoptionFile?: string): Readonly<Record<Environment, EnvironmentConfig>> => {
  const complete = (config: EnvironmentConfig): EnvironmentConfig => {
    const file = readAdoption(config.environment, adoptionFile);
    const adoption = file && adoptionOf(file);
    return checkConfig(adoption ? { ...config, adoption } : config);
  };
  return { local: complete(local), dev: complete(dev), prod: complete(prod) };
};
