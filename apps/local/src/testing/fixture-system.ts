import { type LocalSystem, type LocalSystemOptions, startLocalSystem } from '../system/start-local-system.ts';
import { fixtureStack } from './fixture-stack.ts';
import { writeFixture } from './write-fixture.ts';

/** A running fixture, with what it said on the terminal. */
export type FixtureSystem = LocalSystem & { readonly terminal: readonly string[]; readonly end: () => Promise<void> };

/** Starts the fixture, or a changed copy of its stack. */
export const startFixture = async (
  options: LocalSystemOptions = {},
  stack: object = fixtureStack,
): Promise<FixtureSystem> => {
  const { remove, ...folders } = await writeFixture(stack);
  const terminal: string[] = [];
  const system = await startLocalSystem({ ...folders, log: (line) => terminal.push(line), ...options });
  return {
    ...system,
    terminal,
    end: async () => {
      await system.stop();
      await remove();
    },
  };
};
