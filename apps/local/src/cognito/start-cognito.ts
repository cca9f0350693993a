import type { IncomingMessage, ServerResponse } from 'node:http';
import { sqliteArtifactStore } from './artifact-store.ts';
import { createAuthorizationServer } from './authorization-server.ts';
import type { Cognito, CognitoOptions } from './cognito.ts';
import { answerAsCognito } from './cognito-answers.ts';
import { handleLogin } from './login.ts';
import { openLoginDatabase } from './login-database.ts';
import { handleLogout } from './logout.ts';
import { sqlitePeopleStore } from './people-store.ts';
import { loadSigningKeys, publicKeys } from './signing-keys.ts';
import { handleUserInfo } from './user-info.ts';
import { handleUserPoolApi } from './user-pool-api.ts';

type Route = (request: IncomingMessage, response: ServerResponse, query: URLSearchParams) => Promise<void> | void;

/**
 * Starts the stand-in of a Cognito user pool with a hosted login. It opens no port: the caller's server passes it the
 * requests under `baseUrl`, and its SDK endpoint the calls of `cognito-idp`.
 */
export const startCognito = async (options: CognitoOptions): Promise<Cognito> => {
  const keys = await loadSigningKeys(options.dataFolder);
  const database = openLoginDatabase(options.dataFolder);
  const people = sqlitePeopleStore(database);
  const artifacts = sqliteArtifactStore(database, options.now);
  const provider = createAuthorizationServer({ options, keys, artifacts, people });
  answerAsCognito(provider, { options, keys, people });
  const deps = { options, keys, provider, people, artifacts };

  const mountPath = new URL(options.baseUrl).pathname;
  const log = options.log ?? ((line: string) => process.stderr.write(`${line}\n`));
  const library = provider.callback();
  const login = handleLogin(deps);
  const own: Record<string, Route> = { '/logout': handleLogout(options), '/oauth2/userInfo': handleUserInfo(deps) };
  const route = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const originalUrl = request.url ?? '/';
    const { pathname, searchParams } = new URL(originalUrl, options.baseUrl);
    if (!pathname.startsWith(`${mountPath}/`)) {
      response.writeHead(404).end();
      return;
    }
    const path = pathname.slice(mountPath.length);
    if (path.startsWith('/login/')) return login(request, response);
    const ownRoute = own[path];
    if (ownRoute !== undefined) return ownRoute(request, response, searchParams);
    // As Connect's mount does it: the library finds its own prefix by comparing the two.
    await library(Object.assign(request, { originalUrl, url: originalUrl.slice(mountPath.length) }), response);
  };

  return {
    handle: (request, response) => {
      route(request, response).catch((error: unknown) => {
        log(`cognito: ${request.method ?? ''} failed: ${error instanceof Error ? error.message : 'unknown'}`);
        if (!response.headersSent) response.writeHead(500);
        response.end();
      });
    },
    jwks: publicKeys(keys),
    handleSdk: handleUserPoolApi(deps),
    stop: async () => {
      if (database.isOpen) database.close();
    },
  };
};
