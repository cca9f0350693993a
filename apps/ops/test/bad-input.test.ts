import { spawnSync } from 'node:child_process';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { skipsTerraform } from './rehearsal-stage.ts';

const main = join(import.meta.dirname, '..', 'src', 'main.ts');

const run = (args: readonly string[], env: NodeJS.ProcessEnv = {}) => {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', main, ...args],
    { env: { ...process.env, ...env }, encoding: 'utf8' },
  );
  return { status, stdout, stderr };
};

test.each([
  [['rehearse', 'moon'], 'there is no environment "moon": use one of local, dev, prod'],
  [['rehearse', 'dev', '--adopt'], 'dev has no live system: only prod is adopted'],
  [['rehearse', '--port', 'x'], '"x" is no port'],
  [['gate', 'moon', '-'], 'there is no environment "moon": use one of local, dev, prod'],
  [['gate', 'prod', 'nowhere.json'], 'there is no file nowhere.json'],
  [['adopt', 'record', 'moon'], 'there is no environment "moon": use one of local, dev, prod'],
  [['adopt', 'record', 'dev'], 'dev has no live system: infra/src/adoption/dev.json is missing'],
])('%j is refused in one line', (args, line) => {
  expect(run(args)).toEqual({ status: 2, stdout: '', stderr: `${line}\n` });
});

test.skipIf(skipsTerraform).each([['terraform'], ['moto_server']])('without %s a rehearsal does not begin', (tool) => {
  const { status, stderr } = run(['rehearse', 'dev'], { PATH: tool === 'terraform' ? '/nowhere' : onlyTerraform() });

  expect(status).toBe(2);
  expect(stderr).toMatch(new RegExp(`^${tool} is not on the PATH: .*\\n$`));
});

test.skipIf(skipsTerraform)('without the provider a rehearsal does not begin', () => {
  const { status, stderr } = run(['rehearse', 'dev'], { TF_PLUGIN_MIRROR: import.meta.dirname });

  expect(status).toBe(2);
  expect(stderr).toMatch(/^no folder holds registry\.terraform\.io\/hashicorp\/aws: .*\n$/);
});

test.skipIf(skipsTerraform)('a port that is taken is named', async () => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;

  const { status, stderr } = run(['rehearse', 'dev', '--port', String(port)]);
  server.close();

  expect({ status, stderr }).toEqual({
    status: 2,
    stderr: `port ${port} is taken: choose another with --port, or leave it away\n`,
  });
});

/** The folders of the PATH that do not have the emulator. */
const onlyTerraform = (): string => {
  const { stdout } = spawnSync('sh', ['-c', 'command -v terraform'], { encoding: 'utf8' });
  return stdout.trim() === '' ? '/nowhere' : join(stdout.trim(), '..');
};
