import { defineConfig } from 'vitest/config';

// Every package runs `vitest run --config ../../.config/vitest.config.ts`; its own folder is the root.
export default defineConfig({
  root: process.cwd(),
  test: {
    include: ['src/**/*.test.{ts,tsx}', 'test/**/*.test.ts'],
    pool: 'threads',
    // node:sqlite, under fauxqs and the Cognito stand-in, announces itself on every start.
    execArgv: ['--disable-warning=ExperimentalWarning'],
    reporters: ['default', 'json'],
    outputFile: { json: 'test-results/vitest.json' },
    // The network is closed: a test talks to this machine only.
    testTimeout: 20_000,
    hookTimeout: 60_000,
  },
});
