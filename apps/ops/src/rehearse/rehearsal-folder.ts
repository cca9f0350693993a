import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod/mini';
import { Stop } from '../stop.ts';

const stackSchema = z.object({
  provider: z.object({ aws: z.array(z.object({ alias: z.optional(z.string()) })) }),
  resource: z.record(
    z.string(),
    z.record(
      z.string(),
      z.looseObject({ lifecycle: z.optional(z.looseObject({ prevent_destroy: z.optional(z.boolean()) })) }),
    ),
  ),
});

/** Endpoints that the two providers are told; everything else is the synthesized file as it is. */
export type RehearsalEndpoints = { readonly url: string; readonly shimUrl: string };

const services = [
  ...[
    'apigateway',
    'cloudwatch',
    'cloudfront',
    'cognitoidp',
    'dynamodb',
    'iam',
    'kms',
    'lambda',
    'logs',
    's3',
    'sns',
    'sqs',
    'sts',
  ],
] as const;

/**
 * Copies a synthesized stack, byte for byte, and lays an override file beside it: endpoints, credentials that open
 * nothing, and a state file in the same folder.
 *
 * https://developer.hashicorp.com/terraform/language/files/override
 *
 * @throws Stop `MISSING_SYNTH`
 */
export const rehearsalFolder = (stack: string, target: string, { url, shimUrl }: RehearsalEndpoints): void => {
  copyStack(stack, target);
  const { provider } = readStack(target);
  const endpoints = {
    ...Object.fromEntries(services.map((service) => [service, url])),
    apigateway: shimUrl,
    apigatewayv2: shimUrl,
    cognitoidp: shimUrl,
    s3: shimUrl,
  };
  const aws = provider.aws.map(({ alias }) => ({
    ...(alias !== undefined && { alias }),
    access_key: 'rehearsal',
    secret_key: 'rehearsal',
    skip_credentials_validation: true,
    skip_metadata_api_check: 'true',
    // A call that the emulator does not know fails at once instead of after ten minutes.
    max_retries: 3,
    s3_use_path_style: true,
    endpoints: [endpoints],
  }));
  write(join(target, 'rehearsal_override.tf.json'), {
    terraform: { backend: { local: { path: 'rehearsal.tfstate' } } },
    provider: { aws },
  });
};

/** Puts another synthesized stack into the same folder; state and override stay. */
export const copyStack = (stack: string, target: string): void => {
  if (!existsSync(join(stack, 'cdk.tf.json')))
    throw new Stop(
      'MISSING_SYNTH',
      `${join(stack, 'cdk.tf.json')} is missing: run "pnpm build" and "pnpm synth" first`,
    );
  mkdirSync(target, { recursive: true });
  cpSync(join(stack, 'cdk.tf.json'), join(target, 'cdk.tf.json'));
  cpSync(join(stack, 'assets'), join(target, 'assets'), { recursive: true, force: true });
};

/**
 * Lets go of what the stack keeps from being destroyed, so that a rehearsal can end with nothing left. Gives whether
 * there is anything of that kind; a dry run only tells.
 */
export const liftProtection = (target: string, { dryRun = false } = {}): boolean => {
  const { resource } = readStack(target);
  const lifted = Object.entries(resource).flatMap(([type, named]) => {
    const kept = Object.entries(named)
      .filter(([, { lifecycle }]) => lifecycle?.prevent_destroy === true)
      .map(([name]) => [name, { ...unprotected[type], lifecycle: { prevent_destroy: false } }]);
    return kept.length > 0 ? [[type, Object.fromEntries(kept)]] : [];
  });
  if (!dryRun) write(join(target, 'unprotected_override.tf.json'), { resource: Object.fromEntries(lifted) });
  return lifted.length > 0;
};

/** AWS's own protection, beside Terraform's. */
const unprotected: Readonly<Record<string, object>> = {
  aws_dynamodb_table: { deletion_protection_enabled: false },
  aws_cognito_user_pool: { deletion_protection: 'INACTIVE' },
};

const readStack = (folder: string) =>
  z.parse(stackSchema, JSON.parse(readFileSync(join(folder, 'cdk.tf.json'), 'utf8')));

const write = (file: string, content: object): void => writeFileSync(file, `${JSON.stringify(content, null, 2)}\n`);
