import { execFileSync } from 'node:child_process';
import { globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { environmentVariables } from '@tarotchat/declarations';
import { build } from 'esbuild';
import { unzipSync } from 'fflate';

const runs = 15;
const apps = join(import.meta.dirname, '../..');

/** For each Lambda: size and cold start (load and compose, without the empty process) of both bundles. */
export const benchBundles = async () => {
  const folder = mkdtempSync(join(tmpdir(), 'tarotchat-bench-'));
  const empty = join(folder, 'empty.cjs');
  writeFileSync(empty, '');
  const emptyMs = coldMs(empty);
  const rows: Record<string, Record<string, number>> = {};
  for (const zip of globSync('*/dist/function.zip', { cwd: apps }).sort()) {
    const app = dirname(dirname(zip));
    const tuned = join(folder, `${basename(app)}-tuned.cjs`);
    writeFileSync(tuned, unzipSync(readFileSync(join(apps, zip)))['index.js'] ?? '');
    const naive = join(folder, `${basename(app)}-naive.cjs`);
    await build({
      entryPoints: [join(apps, app, 'src/main.ts')],
      outfile: naive,
      bundle: true,
      minify: true,
      platform: 'node',
      format: 'cjs',
      logLevel: 'error',
    });
    const naiveMs = coldMs(naive) - emptyMs;
    const tunedMs = coldMs(tuned) - emptyMs;
    rows[app] = {
      'plain KB': kilobytes(naive),
      'ours KB': kilobytes(tuned),
      'plain ms': Math.round(naiveMs),
      'ours ms': Math.round(tunedMs),
      'ms ratio': Number((tunedMs / naiveMs).toFixed(2)),
    };
  }
  rmSync(folder, { recursive: true });
  return rows;
};

const kilobytes = (file: string): number => Math.round(readFileSync(file).byteLength / 1024);

/** Names that no service is called with; loading a bundle only reads them. */
const environment = {
  ...Object.fromEntries(
    Object.keys(environmentVariables).map((name) => [name, `https://${name.toLowerCase()}.example`]),
  ),
  USER_POOL_ID: 'ap-northeast-2_bench',
  USER_POOL_JWKS: '{"keys":[]}',
  READING_MODEL: 'offline',
  AWS_REGION: 'us-east-1',
  AWS_ACCESS_KEY_ID: 'bench',
  AWS_SECRET_ACCESS_KEY: 'bench',
};

const coldMs = (file: string): number => {
  const times = Array.from({ length: runs }, () => {
    const start = process.hrtime.bigint();
    execFileSync(process.execPath, [file], { env: environment, stdio: 'ignore' });
    return Number(process.hrtime.bigint() - start) / 1e6;
  });
  // The least disturbed run: noise of other processes only ever adds.
  return Math.min(...times);
};
