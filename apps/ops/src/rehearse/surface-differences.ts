/** Where the auth surface is read: in the configuration, in a plan of it, in the account after the apply. */
export type SurfaceReader = 'synth' | 'plan' | 'aws';

/** Facts that some readers see otherwise, and why. */
export type SurfaceDifference = {
  readonly path: RegExp;
  readonly readers: readonly SurfaceReader[];
  readonly because: string;
  /** True where the reader says something else; otherwise it may only not know, or name what has no id yet. */
  readonly saysElse?: boolean;
};

/** Every way in which the readers may differ. An entry that nothing needs fails the rehearsal. */
export const surfaceDifferences: readonly SurfaceDifference[] = [
  {
    path: /^\/(apis|pools|clients)\/[^/]+\/id$/,
    readers: ['synth', 'plan'],
    because: 'AWS gives the id',
  },
  { path: /\/authorizer$/, readers: ['synth', 'plan'], because: 'an entry point names its authorizer by id' },
  {
    path: /^\/roles\/[^/]+\/statements\//,
    readers: ['plan'],
    because: 'a policy with a new ARN in it is unknown as a whole',
  },
  { path: /^\/roles\/[^/]+\/statements\/\d+\/resources$/, readers: ['synth'], because: 'an ARN is a reference' },
  {
    path: /^\/functions\/[^/]+\/environment(\/|$)/,
    readers: ['plan'],
    because: 'one variable with a new id makes the whole map unknown',
  },
  {
    path: /^\/functions\/[^/]+\/environment\//,
    readers: ['synth'],
    because: 'a new id is a reference, and a variable of Terraform has no value yet',
  },
  {
    path: /^\/functions\/[^/]+\/permissions\/\d+\/conditions\//,
    readers: ['synth', 'plan'],
    because: 'the id of the API in a source ARN is a reference',
  },
  {
    path: /^\/functions\/[^/]+\/permissions\/\d+\/resources$/,
    readers: ['aws'],
    because: 'AWS writes the ARN of the function for its name',
    saysElse: true,
  },
  {
    path: /^\/functions\/[^/]+\/operations$/,
    readers: ['plan', 'aws'],
    because: 'only beside the configuration lie the bundles',
  },
  { path: /^\/alarms\/[^/]+\/actions$/, readers: ['synth', 'plan'], because: 'the topic has no ARN yet' },
  {
    path: /^\/(tables|queues|identityPools)\//,
    readers: ['aws'],
    because: 'the live reader asks neither DynamoDB nor SQS nor identity pools',
  },
  {
    path: /^\/roles\/tarotchat_apigateway_logs[^/]*\//,
    readers: ['aws'],
    because: 'the live reader reads the roles of functions',
  },
];

/** What is met besides where the stack makes the page's distribution itself. */
export const ownPageDifferences: readonly SurfaceDifference[] = [
  ...surfaceDifferences,
  {
    path: /^\/clients\/[^/]+\/(callback|logout)Urls$/,
    readers: ['synth', 'plan'],
    because: 'the page has no address before its distribution is made',
  },
  {
    path: /^\/alarms\/[^/]+\/dimensions(\/|$)/,
    readers: ['plan'],
    because: 'one dimension with a new id makes the whole map unknown',
  },
  {
    path: /^\/alarms\/[^/]+\/dimensions\/DistributionId$/,
    readers: ['synth'],
    because: 'the id of the distribution is a reference',
  },
];
