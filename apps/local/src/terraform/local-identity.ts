import { createHash } from 'node:crypto';

/** The account that everything local belongs to; the embedded SQS knows no other. */
export const accountId = '000000000000';

/** Where a resource is written in the document: its type and its name there. */
export type ResourceAddress = { readonly type: string; readonly name: string };

/**
 * The id that AWS would make up, derived from the address: the same on every start, so that data kept in the data
 * folder, URLs in a shell's history and tokens that were given out stay good.
 */
export const localId = ({ type, name }: ResourceAddress, length: number): string => {
  const digest = createHash('sha256').update(`${type}.${name}`).digest();
  return [...digest, ...digest]
    .map((byte) => (byte % 36).toString(36))
    .join('')
    .slice(0, length);
};
