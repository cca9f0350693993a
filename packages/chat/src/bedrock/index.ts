export { type BedrockReaderDeps, bedrockReader } from './bedrock-reader.ts';
