import { configs } from '../config/configs.ts';
import type { Environment } from '../config/environment.ts';
import { functions } from '../functions.ts';
import { namesWith } from '../naming.ts';
import type { AdoptedFunction, LiveSystem } from './adoption.ts';
import { importBlocks } from './import-blocks.ts';

/** Names in AWS of the functions that the live system has, in an environment. */
export const adoptedFunctionNames = (environment: Environment): Readonly<Record<AdoptedFunction, string>> => {
  const nameOf = (folder: AdoptedFunction): string => {
    const declaration = functions[folder];
    if (!declaration) throw new Error(`apps/${folder} declares no function`);
    return namesWith(configs[environment].suffix).lambda(declaration);
  };
  return {
    connect: nameOf('connect'),
    disconnect: nameOf('disconnect'),
    'send-message': nameOf('send-message'),
    'get-session-messages': nameOf('get-session-messages'),
  };
};

/**
 * Addresses of everything that is imported, or would be: what a gate has to protect in every later plan too, when
 * Terraform no longer says of it that it was imported.
 */
export const adoptedAddresses = (environment: Environment, live: LiveSystem = nothingRecorded): ReadonlySet<string> => {
  const names = namesWith(configs[environment].suffix);
  const blocks = importBlocks(live, { ...names, functionNames: adoptedFunctionNames(environment) });
  return new Set(blocks.map(({ to }) => to));
};

const perRoute = { connect: '', disconnect: '', 'send-message': '' };
const nothingRecorded: LiveSystem = {
  webSocket: { apiId: '', stageName: '', routes: perRoute, integrations: perRoute },
  rest: {
    apiId: '',
    stageName: '',
    sessionsResourceId: '',
    sessionResourceId: '',
    sessionPathPart: '',
    permissionStatementId: '',
  },
  functionVersions: { ...perRoute, 'get-session-messages': '' },
  logGroups: [],
  login: { userPoolId: '', clientId: '', callbackUrls: [], explicitAuthFlows: [] },
};
