'use strict';
// Runs inside a function's process: loads the bundle, answers one invocation at a time over the IPC channel.
// Plain CommonJS, so that the process starts as a Lambda does: no type stripping, no module loader hooks.
const [bundle, exportName] = process.argv.slice(2);

// The runtime ends its children itself; after its death the closed channel does.
process.on('disconnect', () => process.exit(0));
process.on('SIGINT', () => {});
process.on('SIGTERM', () => {});

const describe = (error) =>
  error instanceof Error
    ? { errorType: error.name, errorMessage: error.message, stack: error.stack }
    : { errorType: 'Error', errorMessage: String(error), stack: '' };

const load = () => {
  const handler = require(bundle)[exportName];
  if (typeof handler !== 'function') throw new Error(`${exportName} is undefined or not exported`);
  return handler;
};

const serve = (handler) => {
  process.on('message', async ({ event, requestId, deadlineMs, functionName, arn, memoryMegabytes }) => {
    const context = {
      awsRequestId: requestId,
      functionName,
      functionVersion: '$LATEST',
      invokedFunctionArn: arn,
      memoryLimitInMB: String(memoryMegabytes),
      logGroupName: `/aws/lambda/${functionName}`,
      logStreamName: `local/${process.pid}`,
      callbackWaitsForEmptyEventLoop: true,
      getRemainingTimeInMillis: () => Math.max(0, deadlineMs - Date.now()),
    };
    try {
      const payload = await handler(event, context);
      process.send({ kind: 'returned', requestId, payload: payload === undefined ? null : payload });
    } catch (error) {
      process.send({ kind: 'failed', requestId, error: describe(error) });
    }
  });
  process.send({ kind: 'ready' });
};

try {
  serve(load());
} catch (error) {
  process.send({ kind: 'init-failed', error: describe(error) }, () => process.exit(1));
}
