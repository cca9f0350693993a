import { jsonLogger } from '@tarotchat/lambda-kit';
import { createHandler } from './handler.ts';
import { lambda } from './lambda.ts';

export const handler = createHandler({ logger: jsonLogger(lambda.functionName) });
