export { type Environment, environments } from './config/environment.ts';
export { stackFolder } from './stack-folder.ts';
