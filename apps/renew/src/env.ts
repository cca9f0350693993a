import { readEnvironment } from '@tarotchat/lambda-kit';
import { lambda } from './lambda.ts';

export const env = readEnvironment(lambda, process.env);
