export { adoptedAddresses, adoptedFunctionNames } from './adoption/adopted-addresses.ts';
export {
  type AdoptedFunction,
  type AdoptionFile,
  type AdoptionPhase,
  adoptionPhases,
  InvalidAdoption,
  type LiveSystem,
} from './adoption/adoption.ts';
export { adoptionFilePath, readAdoption } from './adoption/read-adoption.ts';
export { type Environment, environments } from './config/environment.ts';
export { findProviderMirror } from './provider-mirror.ts';
export { stackFolder, synthProgram } from './stack-folder.ts';
