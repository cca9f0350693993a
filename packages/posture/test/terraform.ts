import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

const provider = join('registry.terraform.io', 'hashicorp', 'aws');

/** Where a machine keeps such things. */
const usualPlaces = ['/opt', '/usr/share', '/usr/local', join(homedir(), '.terraform.d')];

/** The folder that holds the unpacked AWS provider, from TF_PLUGIN_MIRROR or found in the usual places; undefined where there is none. */
export const pluginMirror = (): string | undefined => {
  const named = process.env['TF_PLUGIN_MIRROR'];
  if (named) return named;
  const candidates = usualPlaces
    .filter((place) => existsSync(place))
    .flatMap((place) => [place, ...readdirSync(place).map((name) => join(place, name))]);
  return candidates.find((folder) => existsSync(join(folder, provider)));
};

/** True where a real plan can be made here. */
export const hasTerraform = (): boolean =>
  spawnSync('terraform', ['version'], { stdio: 'ignore' }).status === 0 && pluginMirror() !== undefined;

const offline = {
  access_key: 'test',
  secret_key: 'test',
  skip_credentials_validation: true,
  skip_requesting_account_id: true,
  skip_metadata_api_check: true,
};

/** Plans a synthesized stack from nothing, without a call to AWS; gives the path of the plan as JSON. */
export const planStack = (stackFolder: string, workFolder: string): string => {
  mkdirSync(workFolder, { recursive: true });
  cpSync(stackFolder, workFolder, { recursive: true });
  writeFileSync(
    join(workFolder, 'test_override.tf.json'),
    JSON.stringify({
      terraform: { backend: { local: {} } },
      provider: {
        aws: [
          { region: 'us-east-1', ...offline },
          { alias: 'user-pool', region: 'ap-northeast-2', ...offline },
        ],
      },
    }),
  );
  const rc = join(workFolder, 'terraform.rc');
  writeFileSync(
    rc,
    `provider_installation {\n  filesystem_mirror {\n    path = ${JSON.stringify(pluginMirror())}\n  }\n}\n`,
  );
  const env = {
    ...process.env,
    TF_CLI_CONFIG_FILE: rc,
    TF_VAR_alarm_email: 'alarms@example.com',
    TF_VAR_kakao_client_id: 'test',
    TF_VAR_kakao_client_secret: 'test',
    TF_VAR_web_distribution_arn: 'arn:aws:cloudfront::123456789012:distribution/EXAMPLE',
    TF_VAR_user_pool_jwks: '{"keys":[{"kid":"test"}]}',
  };
  const terraform = (...args: readonly string[]): string =>
    execFileSync('terraform', [...args], { cwd: workFolder, env, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
  terraform('init', '-input=false', '-no-color');
  terraform('plan', '-input=false', '-no-color', '-refresh=false', '-out=plan.bin');
  const file = join(workFolder, 'plan.json');
  writeFileSync(file, terraform('show', '-json', 'plan.bin'));
  return file;
};
