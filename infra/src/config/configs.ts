import { dev } from './dev.ts';
import { checkConfig, type Environment, type EnvironmentConfig } from './environment.ts';
import { local } from './local.ts';
import { prod } from './prod.ts';

/** The configuration of each environment, checked. */
export const configs: Readonly<Record<Environment, EnvironmentConfig>> = {
  local: checkConfig(local),
  dev: checkConfig(dev),
  prod: checkConfig(prod),
};
