import { createServer, type IncomingMessage } from 'node:http';

type Send = (path: string, init: RequestInit, headers?: Record<string, string>) => Promise<Response>;

/** What moto was told and does not keep, by the path of the resource that has to show it. */
type Remembered = Map<string, object>;

/**
 * Stands before moto for API Gateway and Cognito and adds the calls that moto 5.2.1 lacks and an adoption needs:
 * UpdateStage of API Gateway v2, made of a deletion and a creation; TagResource of API Gateway, UpdateResource,
 * UpdateMethod and UpdateIntegration of REST APIs, remembered here and shown with the resource; TagResource of Cognito,
 * made of an update of the user pool. A bucket's policy is remembered here too: moto refuses every request by a Deny
 * whose condition it does not look at. Everything else goes through untouched.
 */
export const startMotoShim = async (
  motoUrl: string,
): Promise<{ readonly url: string; readonly stop: () => Promise<void> }> => {
  const remembered: Remembered = new Map();
  const server = createServer(async (request, response) => {
    try {
      const answer = await answerOf({ motoUrl, remembered }, request, await bodyOf(request));
      const content = Buffer.from(await answer.arrayBuffer());
      response.writeHead(answer.status, shownHeaders(answer, request.method));
      response.end(answer.status === 204 ? undefined : content);
    } catch (error) {
      response.writeHead(502).end(String(error));
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return {
    url: `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`,
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
};

const stagePath = /^(\/v2\/apis\/[^/]+\/stages)\/([^/]+)$/;
const cognito = 'AWSCognitoIdentityProviderService';

const answerOf = async (
  { motoUrl, remembered }: { readonly motoUrl: string; readonly remembered: Remembered },
  request: IncomingMessage,
  body: Uint8Array<ArrayBuffer>,
): Promise<Response> => {
  const { method = 'GET', url = '/' } = request;
  const ownHeaders = headersOf(request);
  const send: Send = (path, init, headers = {}) =>
    fetch(`${motoUrl}${path}`, { ...init, headers: { ...ownHeaders, ...headers } });

  if (/^\/[^/?]+\/?\?(?:.*&)?policy\b/.test(url)) return bucketPolicy(remembered, { method, url }, body);
  const [, stages, stageName] = stagePath.exec(url) ?? [];
  if (method === 'PATCH' && stages && stageName) return updateStage(send, { stages, stageName, changes: parse(body) });
  if (ownHeaders['x-amz-target'] === `${cognito}.TagResource`) return tagUserPool(send, parse(body));
  const tagged = /^(?:\/v2)?\/tags\/(.+)$/.exec(url)?.[1];
  if (tagged !== undefined && (method === 'PUT' || method === 'POST')) {
    const path = decodeURIComponent(tagged).split('::')[1] ?? '';
    const { tags } = Object(remembered.get(path));
    remembered.set(path, { ...remembered.get(path), tags: { ...tags, ...Object(Reflect.get(parse(body), 'tags')) } });
    return method === 'POST' ? Response.json({}, { status: 201 }) : new Response(null, { status: 204 });
  }
  const isPatched = method === 'PATCH' && patchedPath.test(url);
  if (isPatched) remembered.set(url, { ...remembered.get(url), ...patched(parse(body)) });
  const answer = await send(url, isPatched ? { method: 'GET' } : { method, ...(body.length > 0 && { body }) });
  if (method === 'GET' && answer.ok && listedPath.test(url))
    return Response.json(withPatches(Object(await answer.json()), { url, remembered }));
  const kept = (isPatched || method === 'GET') && answer.ok ? remembered.get(url.replace('/v2/', '/')) : undefined;
  return kept ? Response.json({ ...Object(await answer.json()), ...kept }) : answer;
};

/** A resource of a REST API, one of its methods, or the integration of one. */
const patchedPath = /^\/restapis\/[^/]+\/resources\/[^/]+(?:\/methods\/[^/]+(?:\/integration)?)?$/;

/** The list that shows the methods of every resource with it. */
const listedPath = /^\/restapis\/[^/]+\/resources\?.*\bembed=methods/;

const withPatches = (list: object, { url, remembered }: { url: string; remembered: Remembered }): object => {
  const [path] = url.split('?');
  const items: readonly object[] = Reflect.get(list, 'item') ?? [];
  const item = items.map((resource) => {
    const own = `${path}/${Reflect.get(resource, 'id')}`;
    const methods = Object.entries(Object(Reflect.get(resource, 'resourceMethods'))).map(([verb, method]) => {
      const at = `${own}/methods/${verb}`;
      const { methodIntegration } = Object(method);
      const integration = methodIntegration && { ...methodIntegration, ...remembered.get(`${at}/integration`) };
      return [
        verb,
        { ...Object(method), ...remembered.get(at), ...(integration && { methodIntegration: integration }) },
      ];
    });
    return { ...resource, ...(methods.length > 0 && { resourceMethods: Object.fromEntries(methods) }) };
  });
  return { ...list, item };
};

/** The fields that the operations of a patch set; a patch brings every value as a string. */
const patched = (request: object): object => {
  const operations: readonly { path: string; value?: string }[] = Reflect.get(request, 'patchOperations');
  return Object.fromEntries(
    operations.map(({ path, value }) => [path.slice(1), path === '/timeoutInMillis' ? Number(value) : value]),
  );
};

const updateStage = async (
  send: Send,
  { stages, stageName, changes }: { stages: string; stageName: string; changes: object },
): Promise<Response> => {
  const path = `${stages}/${stageName}`;
  const current = await send(path, { method: 'GET' });
  if (!current.ok) return current;
  const merged = { ...Object(await current.json()), ...changes, stageName: decodeURIComponent(stageName) };
  await send(path, { method: 'DELETE' });
  return send(stages, { method: 'POST', body: JSON.stringify(merged) });
};

/** moto's update forgets what it is not told: everything is told again. */
const tagUserPool = async (send: Send, request: object): Promise<Response> => {
  const call = (operation: string, input: object) =>
    send('/', { method: 'POST', body: JSON.stringify(input) }, { 'x-amz-target': `${cognito}.${operation}` });
  const UserPoolId = String(Reflect.get(request, 'ResourceArn')).split('/').at(-1);
  const described = await call('DescribeUserPool', { UserPoolId });
  if (!described.ok) return described;
  const pool = Object(Object(await described.json()).UserPool);
  const { Id: _i, Arn: _a, Name: _n, SchemaAttributes: _s, CreationDate: _c, LastModifiedDate: _l, ...settings } = pool;
  const UserPoolTags = { ...Object(pool.UserPoolTags), ...Object(Reflect.get(request, 'Tags')) };
  return call('UpdateUserPool', { ...settings, UserPoolId, UserPoolTags });
};

const bucketPolicy = (
  remembered: Remembered,
  { method, url }: { readonly method: string; readonly url: string },
  body: Uint8Array,
): Response => {
  if (method === 'PUT') remembered.set(url, parse(body));
  if (method === 'DELETE') remembered.delete(url);
  if (method !== 'GET') return new Response(null, { status: 204 });
  const policy = remembered.get(url);
  if (policy) return Response.json(policy);
  const missing = '<Error><Code>NoSuchBucketPolicy</Code><Message>The bucket policy does not exist</Message></Error>';
  return new Response(missing, { status: 404, headers: { 'content-type': 'application/xml' } });
};

/** What fetch has unpacked is sent as it is; only a HEAD says a length that nothing follows. */
const shownHeaders = (answer: Response, method: string | undefined): Record<string, string> =>
  Object.fromEntries(
    [...answer.headers].filter(
      ([name]) =>
        !['connection', 'content-encoding', 'transfer-encoding'].includes(name) &&
        (name !== 'content-length' || method === 'HEAD'),
    ),
  );

const parse = (body: Uint8Array): object => Object(JSON.parse(Buffer.from(body).toString()));

/** moto tells service and region by these. */
const headersOf = ({ headers }: IncomingMessage): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      typeof value === 'string' && !hopByHop.has(name) ? [[name, value]] : [],
    ),
  );
const hopByHop = new Set(['content-length', 'connection', 'transfer-encoding', 'expect', 'accept-encoding']);

const bodyOf = async (request: IncomingMessage): Promise<Uint8Array<ArrayBuffer>> => {
  const chunks: Uint8Array[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return new Uint8Array(Buffer.concat(chunks));
};
