import { readFile } from 'node:fs/promises';
import * as z from 'zod/mini';

const block = z.record(z.string(), z.unknown());
const blocks = z.record(z.string(), z.record(z.string(), block));

const documentSchema = z.object({
  resource: z._default(blocks, {}),
  data: z._default(blocks, {}),
  variable: z._default(z.record(z.string(), block), {}),
  output: z._default(z.record(z.string(), block), {}),
  provider: z._default(z.record(z.string(), z.union([block, z.array(block)])), {}),
});

/** One synthesized stack, as `terraform` reads it (JSON configuration syntax). */
export type TerraformDocument = z.output<typeof documentSchema>;

/** The body of one resource, its expressions not yet resolved. */
export type ResourceBody = z.output<typeof block>;

/** A fault in what the developer has on disk: its message is the one line that the terminal shows. */
export class SetupError extends Error {
  override readonly name = 'SetupError';
}

/**
 * Reads a synthesized stack.
 *
 * @throws SetupError that says which command to run where the file is missing or no Terraform.
 */
export const readTerraformDocument = async (file: string): Promise<TerraformDocument> => {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (cause) {
    throw new SetupError(`${file} is missing: run "pnpm build" and "pnpm synth" first`, { cause });
  }
  return parseTerraformDocument(text, file);
};

/** The same from text; `source` names it in errors. */
export const parseTerraformDocument = (text: string, source: string): TerraformDocument => {
  try {
    return documentSchema.parse(JSON.parse(text));
  } catch (cause) {
    throw new SetupError(`${source} is not a synthesized Terraform stack: run "pnpm synth" again`, { cause });
  }
};
