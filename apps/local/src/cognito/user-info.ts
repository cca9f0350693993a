import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Provider } from 'oidc-provider';
import type { CognitoOptions } from './cognito.ts';
import type { PeopleStore } from './people-store.ts';
import { personOf } from './person.ts';
import { attributesOf, readAccessToken } from './pool-tokens.ts';
import type { SigningKeys } from './signing-keys.ts';

type Deps = {
  readonly options: CognitoOptions;
  readonly keys: SigningKeys;
  readonly provider: Provider;
  readonly people: PeopleStore;
};

/**
 * `GET /oauth2/userInfo`: the attributes of the access token's user, while its login is not revoked.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/userinfo-endpoint.html
 */
export const handleUserInfo =
  (deps: Deps) =>
  async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { options, provider, people } = deps;
    const [, token = ''] = /^Bearer ([\w.-]+)$/i.exec(request.headers.authorization ?? '') ?? [];
    const claims = await readAccessToken(deps)(token);
    const alive = claims?.scope.split(' ').includes('openid') && (await provider.Grant.find(claims.origin_jti));
    const name = claims === undefined || !alive ? undefined : people.nameOf(claims.sub);
    if (name === undefined) {
      const challenge = 'Bearer error="invalid_token"';
      response.writeHead(401, { 'content-type': 'application/json', 'www-authenticate': challenge });
      response.end(JSON.stringify({ error: 'invalid_token' }));
      return;
    }
    const person = personOf(options)(name);
    const { identities, ...attributes } = attributesOf(options, person);
    response.writeHead(200, { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' });
    response.end(
      // Cognito sends these two as strings here.
      JSON.stringify({
        ...attributes,
        email_verified: 'false',
        identities: JSON.stringify(identities),
        username: person.username,
      }),
    );
  };
