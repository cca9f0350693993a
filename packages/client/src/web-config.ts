import * as z from 'zod/mini';
import { ClientError } from './client-error.ts';
import { parseAnswer, request } from './request.ts';

/** What the page has to know of its system; Terraform's output `web_config`, served as `/config.json`. */
export const webConfigSchema = z.object({
  clientId: z.string().check(z.minLength(1)),
  /** Address of Cognito's hosted login, without a path. */
  hostedLoginUrl: z.url(),
  /** Name of the identity provider to go to straight away, such as `KakaoLogin`. */
  identityProvider: z.string(),
  scopes: z.array(z.string()),
  /** Where the login comes back to; registered with the app client. */
  redirectUri: z.url(),
  /** Relative to the page's origin, or absolute. */
  apiUrl: z.string(),
  webSocketUrl: z.string(),
});
export type WebConfig = z.output<typeof webConfigSchema>;

/**
 * Fetches and parses `/config.json`.
 * @throws ClientError OFFLINE, MALFORMED_ANSWER
 */
export const loadConfig = async (
  from: { fetch: typeof fetch; origin: string } = {
    fetch: (input, init) => fetch(input, init),
    origin: location.origin,
  },
): Promise<WebConfig> => {
  const response = await request({ fetch: from.fetch, timeoutMs: 15_000 })(`${from.origin}/config.json`);
  if (!response.ok) throw new ClientError('SERVICE_UNAVAILABLE');
  return await parseAnswer(webConfigSchema)(response);
};
