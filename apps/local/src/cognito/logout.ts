import type { IncomingMessage, ServerResponse } from 'node:http';
import type { CognitoOptions } from './cognito.ts';
import { deadEndPage } from './dead-end-page.ts';
import { chooseLanguage } from './language.ts';

/**
 * `GET /logout?client_id&logout_uri`: back to a registered logout address. There is no browser session to end here.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/logout-endpoint.html
 */
export const handleLogout =
  (options: CognitoOptions) =>
  (request: IncomingMessage, response: ServerResponse, query: URLSearchParams): void => {
    const logoutUri = query.get('logout_uri') ?? '';
    const registered = options.client.logoutUrls.includes(logoutUri);
    if (query.get('client_id') === options.client.clientId && registered) {
      response.writeHead(302, { location: logoutUri }).end();
      return;
    }
    const language = chooseLanguage(request.headers['accept-language']);
    const detail = registered ? 'invalid client_id' : 'invalid logout_uri';
    const { headers, html } = deadEndPage({ language, client: options.client, reason: 'misconfigured', detail });
    response.writeHead(400, headers).end(html);
  };
