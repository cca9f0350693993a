import type { TokenForge } from '../token-forge.ts';

/** A bad token: what is wrong with it, and how it is made. It is offered to both APIs where a good one belongs. */
export type TokenAttack = readonly [title: string, make: (forge: TokenForge) => string];
