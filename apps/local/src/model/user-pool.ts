import * as z from 'zod/mini';
import { SetupError } from '../terraform/document.ts';
import type { Resolver } from '../terraform/resolver.ts';
import { oneBlock, readAttributes, readResources, textAttribute } from './read-resource.ts';

/** The user pool, its one client and its hosted login. */
export type UserPool = {
  readonly poolId: string;
  readonly poolName: string;
  readonly arn: string;
  readonly region: string;
  readonly domain: string;
  readonly identityProvider: string;
  readonly client: {
    readonly clientId: string;
    readonly clientName: string;
    readonly callbackUrls: readonly string[];
    readonly logoutUrls: readonly string[];
    readonly scopes: readonly string[];
    readonly accessTokenMinutes: number;
    readonly idTokenMinutes: number;
    readonly refreshTokenDays: number;
  };
};

const units = z.optional(
  oneBlock(
    z.object({
      access_token: z.optional(z.string()),
      id_token: z.optional(z.string()),
      refresh_token: z.optional(z.string()),
    }),
  ),
);
const clientSchema = z.object({
  name: z.string(),
  callback_urls: z._default(z.array(z.string()), []),
  logout_urls: z._default(z.array(z.string()), []),
  allowed_oauth_scopes: z._default(z.array(z.string()), []),
  supported_identity_providers: z._default(z.array(z.string()), []),
  access_token_validity: z._default(z.number(), 1),
  id_token_validity: z._default(z.number(), 1),
  refresh_token_validity: z._default(z.number(), 30),
  token_validity_units: units,
});

const minutesPerUnit: Readonly<Record<string, number>> = { seconds: 1 / 60, minutes: 1, hours: 60, days: 1_440 };
const minutes = (amount: number, unit: string): number => amount * (minutesPerUnit[unit] ?? 60);

/** Reads the user pool; undefined where the stack has none. @throws SetupError where there is more than one client. */
export const readUserPool = (resolver: Resolver): UserPool | undefined => {
  const [pool] = readResources(resolver, 'aws_cognito_user_pool', (resource) => ({
    poolId: textAttribute(resource, 'id'),
    poolName: textAttribute(resource, 'name'),
    arn: textAttribute(resource, 'arn'),
    region: resource.region,
  }));
  if (!pool) return undefined;
  const [domain] = readResources(resolver, 'aws_cognito_user_pool_domain', (resource) =>
    textAttribute(resource, 'domain'),
  );
  const [client, ...more] = readResources(resolver, 'aws_cognito_user_pool_client', (resource) => {
    const body = readAttributes(resource, clientSchema);
    const unit = body.token_validity_units;
    return {
      identityProvider: body.supported_identity_providers[0] ?? 'COGNITO',
      client: {
        clientId: textAttribute(resource, 'id'),
        clientName: body.name,
        callbackUrls: body.callback_urls,
        logoutUrls: body.logout_urls,
        scopes: body.allowed_oauth_scopes,
        accessTokenMinutes: minutes(body.access_token_validity, unit?.access_token ?? 'hours'),
        idTokenMinutes: minutes(body.id_token_validity, unit?.id_token ?? 'hours'),
        refreshTokenDays: minutes(body.refresh_token_validity, unit?.refresh_token ?? 'days') / 1_440,
      },
    };
  });
  if (!client || more.length > 0) throw new SetupError('the local runtime needs exactly one client of the user pool');
  return { ...pool, ...client, domain: domain ?? '' };
};
