import { CognitoJwtVerifier } from 'aws-jwt-verify';
import * as z from 'zod/mini';
import type { RunningCognito } from './running-cognito.ts';

const jwksSchema = z.object({
  keys: z.array(
    z.object({
      kid: z.string(),
      kty: z.literal('RSA'),
      alg: z.string(),
      use: z.string(),
      n: z.string(),
      e: z.string(),
    }),
  ),
});

/** The verifier that production uses, with the keys handed over as its environment does. */
export const productionVerifier = ({ options, client, jwks }: RunningCognito, tokenUse: 'access' | 'id') => {
  const verifier = CognitoJwtVerifier.create({ userPoolId: options.poolId, tokenUse, clientId: client.clientId });
  verifier.cacheJwks(jwksSchema.parse(jwks));
  return verifier;
};
