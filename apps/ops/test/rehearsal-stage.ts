import { missingEmulator } from '../src/emulator/emulator.ts';
import { missingTerraform } from '../src/terraform/terraform.ts';

/** What this machine lacks for a test with the real Terraform; such a test is skipped loudly, but never in CI. */
const missing = missingTerraform() ?? missingEmulator();

export const skipsTerraform = missing !== undefined && !process.env['CI'];
if (skipsTerraform) console.warn(`SKIPPED: not tested with Terraform: ${missing?.message}`);
