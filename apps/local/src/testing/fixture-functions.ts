import { createRequire } from 'node:module';

const packageFolderOf = (name: string): string => JSON.stringify(createRequire(import.meta.url).resolve(name));

/** Says yes to `good.<user>`, no to `bad`, and fails for `boom`. */
const authorizer = `
exports.handler = async (event) => {
  const headers = Object.fromEntries(Object.entries(event.headers).map(([name, value]) => [name.toLowerCase(), value]));
  const offer = headers.authorization || headers['sec-websocket-protocol'] || '';
  const token = offer.split(/[ ,]+/).map((part) => part.replace(/^bearer\\./, '')).find((part) => /^(good|bad|boom|never|one)/.test(part)) || 'bad';
  if (token === 'boom') throw new Error('the authorizer is broken');
  if (token === 'never') throw new Error('Unauthorized');
  const Effect = token.startsWith('good') || token === 'one' ? 'Allow' : 'Deny';
  const [arn] = event.methodArn.split('/');
  const Resource = token === 'one' ? event.methodArn : arn + '/*';
  console.log(JSON.stringify({ asked: event.methodArn, type: event.type }));
  return {
    principalId: token,
    policyDocument: { Version: '2012-10-17', Statement: [{ Effect, Action: 'execute-api:Invoke', Resource }] },
    context: Effect === 'Allow' ? { userId: token.slice(5), authExpiresAt: 4102444800, admin: true } : { code: 'AUTH_EXPIRED' },
  };
};`;

/** Every WebSocket route; what it does is the message's wish. */
const socket = `
const { DynamoDBClient, PutItemCommand, ScanCommand, TransactWriteItemsCommand } = require(${packageFolderOf('@aws-sdk/client-dynamodb')});
const { SQSClient, SendMessageCommand } = require(${packageFolderOf('@aws-sdk/client-sqs')});
const { ApiGatewayManagementApiClient, PostToConnectionCommand, DeleteConnectionCommand, GetConnectionCommand, GoneException } =
  require(${packageFolderOf('@aws-sdk/client-apigatewaymanagementapi')});
const dynamo = new DynamoDBClient();
const sqs = new SQSClient();
const connections = new ApiGatewayManagementApiClient({ endpoint: process.env.CONNECTIONS_URL });
const table = process.env.THINGS_TABLE;
let ticks = 0;
setInterval(() => { ticks += 1; }, 10);
const attempt = async (command) => {
  try {
    return { ok: await command() };
  } catch (error) {
    return { name: error.name, message: error.message, isGone: error instanceof GoneException, status: error.$metadata && error.$metadata.httpStatusCode };
  }
};
const wishes = {
  event: (event) => event,
  throw: () => { throw new Error('as wished'); },
  nonsense: () => 'nonsense',
  sleep: (event, wish) => new Promise((resolve) => setTimeout(() => resolve({ slept: wish.ms }), wish.ms)),
  exit: () => process.exit(3),
  ticks: () => ({ ticks }),
  environmentUrl: () => process.env.AWS_ENDPOINT_URL,
  environment: () => ({ names: Object.keys(process.env), pid: process.pid }),
  put: () => attempt(() => dynamo.send(new PutItemCommand({ TableName: table, Item: { id: { S: 'one' }, expiresAt: { N: '1' } } }))),
  scan: () => attempt(() => dynamo.send(new ScanCommand({ TableName: table }))),
  transact: (event, wish) => attempt(() => dynamo.send(new TransactWriteItemsCommand({ TransactItems: [
    { Put: { TableName: table, Item: { id: { S: 'two' } } } },
    ...(wish.remove ? [{ Delete: { TableName: table, Key: { id: { S: 'three' } } } }] : []),
  ] }))),
  send: (event, wish) => attempt(() => sqs.send(new SendMessageCommand({ QueueUrl: process.env.JOBS_QUEUE_URL, MessageBody: JSON.stringify(wish.job), MessageGroupId: wish.group, MessageDeduplicationId: wish.id }))),
  post: (event, wish) => attempt(() => connections.send(new PostToConnectionCommand({ ConnectionId: wish.to || event.requestContext.connectionId, Data: wish.data }))),
  large: (event, wish) => attempt(() => connections.send(new PostToConnectionCommand({ ConnectionId: event.requestContext.connectionId, Data: 'x'.repeat(wish.bytes) }))),
  close: (event) => attempt(() => connections.send(new DeleteConnectionCommand({ ConnectionId: event.requestContext.connectionId }))),
  describe: (event) => attempt(() => connections.send(new GetConnectionCommand({ ConnectionId: event.requestContext.connectionId }))),
};
exports.handler = async (event) => {
  console.log(JSON.stringify({ route: event.requestContext.routeKey, code: event.requestContext.disconnectStatusCode }));
  if (event.requestContext.routeKey === '$disconnect') return { statusCode: 200 };
  if (event.requestContext.routeKey === '$connect') {
    const refused = event.queryStringParameters && event.queryStringParameters.refuse;
    if (refused === 'throw') throw new Error('as wished');
    const early = await attempt(() => connections.send(new PostToConnectionCommand({ ConnectionId: event.requestContext.connectionId, Data: 'early' })));
    console.log(JSON.stringify({ early: early.name }));
    return refused ? { statusCode: Number(refused) } : { statusCode: 200, headers: { 'Sec-WebSocket-Protocol': 'fixture.v1' } };
  }
  let wish = {};
  try { wish = JSON.parse(event.body); } catch {}
  const outcome = await (wishes[wish.wish] || wishes.event)(event, wish);
  return outcome === 'nonsense' ? outcome : { statusCode: 200, body: JSON.stringify({ route: event.requestContext.routeKey, outcome }) };
};`;

/** Every REST method. */
const rest = `
exports.handler = async (event) => {
  const wish = (event.queryStringParameters || {}).wish;
  if (wish === 'throw') throw new Error('as wished');
  if (wish === 'nonsense') return { body: 'no status' };
  if (wish === 'sleep') await new Promise((resolve) => setTimeout(resolve, 5000));
  if (wish === 'hang') await new Promise(() => {});
  if (wish === 'cookie') return { statusCode: 201, multiValueHeaders: { 'Set-Cookie': ['a=1', 'b=2'] }, body: 'text', headers: { 'content-type': 'text/plain' } };
  return { statusCode: 200, body: JSON.stringify(event) };
};`;

/** Takes jobs: writes what it got into its log; fails as often as the job wishes. */
const worker = `
exports.handler = async (event) => {
  for (const record of event.Records) {
    const job = JSON.parse(record.body);
    console.log(JSON.stringify({ began: job.name, receiveCount: record.attributes.ApproximateReceiveCount, group: record.attributes.MessageGroupId, at: Date.now() }));
    if (job.failures >= Number(record.attributes.ApproximateReceiveCount)) throw new Error('as wished');
    await new Promise((resolve) => setTimeout(resolve, job.ms || 0));
    console.log(JSON.stringify({ ended: job.name, at: Date.now() }));
  }
};`;

/** Fails while it starts. */
const broken = `throw new Error('does not even load');`;

/** Sources of the functions of the fixture, by name. */
export const fixtureFunctions = { authorizer, socket, rest, worker, broken } as const;
