import type { EnvironmentVariable } from '@tarotchat/declarations';

/** The values of the variables that a declaration names. */
export type Environment<T extends { readonly environment: readonly EnvironmentVariable[] }> = {
  readonly [Name in T['environment'][number]]: string;
};

/**
 * Reads exactly the variables that the function declares, once, at cold start.
 *
 * @throws Error naming every variable that is missing or empty, so that a wrong deployment fails at its first start.
 */
export const readEnvironment = <const T extends { readonly environment: readonly EnvironmentVariable[] }>(
  declaration: T,
  source: Readonly<Record<string, string | undefined>>,
): Environment<T> => {
  const missing = declaration.environment.filter((name) => !source[name]);
  if (missing.length > 0) throw new Error(`environment variables are missing or empty: ${missing.join(', ')}`);

  const entries = declaration.environment.map((name) => [name, source[name]]);
  return Object.fromEntries(entries);
};
