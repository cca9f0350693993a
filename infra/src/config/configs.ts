import { configsWith } from './configs-with.ts';

/** The configuration of each environment as the repository has it. */
export const configs = configsWith();
