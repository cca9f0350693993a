import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Emulator, missingEmulator, startEmulator } from '../emulator/emulator.ts';
import { missingTerraform, type Terraform, terraformIn } from '../terraform/terraform.ts';

/** Where one rehearsal plays: an emulator, a folder and Terraform in it. */
export type Stage = {
  readonly emulator: Emulator;
  readonly folder: string;
  /** Folder of the stack that Terraform works in. */
  readonly stack: string;
  readonly logFile: string;
  readonly terraform: () => Terraform;
  /** Values that must never be read in what Terraform says. */
  readonly secrets: readonly string[];
  /** Ends it; what is kept stays for a person to look at. */
  readonly end: (keep?: { readonly emulator: boolean; readonly folder: boolean }) => Promise<void>;
};

/** One made-up key: with none at hand each cold token check crosses an ocean, which posture reports. */
export const rehearsalJwks =
  '{"keys":[{"kty":"RSA","kid":"rehearsal","use":"sig","alg":"RS256","n":"AQAB","e":"AQAB"}]}';

export type StageSettings = {
  readonly port?: number;
  readonly echo?: (text: string) => void;
};

/**
 * Puts a stage up.
 *
 * @throws Stop where Terraform, its provider or the emulator is missing, or the port is taken.
 */
export const setStage = async ({ port, echo }: StageSettings): Promise<Stage> => {
  const missing = missingTerraform() ?? missingEmulator();
  if (missing) throw missing;
  const folder = mkdtempSync(join(tmpdir(), 'tarotchat-rehearsal-'));
  const logFile = join(folder, 'terraform.log');
  const kakaoSecret = `rehearsal-${randomBytes(12).toString('hex')}`;
  const remove = () => rmSync(folder, { recursive: true, force: true });
  const emulator = await startEmulator({
    ...(port !== undefined && { port }),
    logFile: join(folder, 'emulator.log'),
  }).catch((error: unknown) => {
    remove();
    throw error;
  });
  const stack = join(folder, 'stack');
  const environment = {
    TF_VAR_kakao_client_id: 'rehearsal',
    TF_VAR_kakao_client_secret: kakaoSecret,
    TF_VAR_user_pool_jwks: rehearsalJwks,
    TF_VAR_alarm_email: 'rehearsal@alarms.example',
    TF_VAR_web_distribution_arn: 'arn:aws:cloudfront::123456789012:distribution/EREHEARSAL',
    // Whatever this shell may reach in AWS, a rehearsal does not.
    AWS_ENDPOINT_URL: emulator.url,
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_PROFILE: '',
    AWS_CONFIG_FILE: join(folder, 'none'),
    AWS_SHARED_CREDENTIALS_FILE: join(folder, 'none'),
  };
  return {
    emulator,
    folder,
    stack,
    logFile,
    terraform: () => terraformIn({ folder: stack, logFile, environment, ...(echo && { echo }) }),
    secrets: [kakaoSecret],
    end: async (keep) => {
      if (keep?.emulator) await emulator.leave();
      else await emulator.stop();
      if (!keep?.folder) remove();
    },
  };
};

/** Which of the secrets stand in a file. */
export const secretsIn = (file: string, secrets: readonly string[]): readonly string[] => {
  const text = readFileSync(file, 'utf8');
  return secrets.filter((secret) => text.includes(secret));
};
