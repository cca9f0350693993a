export { type EnvironmentVariable, environmentVariables } from './environment.ts';
export { identityProviderName } from './identity-provider.ts';
export { declareLambda, type LambdaDeclaration, type Permission, type RestRoute, type Trigger } from './lambda.ts';
export { type QueueDeclaration, type QueueKey, queues } from './queue.ts';
export { type TableDeclaration, type TableKey, tables } from './table.ts';
export { tokenLife } from './token-life.ts';
