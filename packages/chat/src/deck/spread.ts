import type { Language, SpreadId } from '@tarotchat/protocol';
import spreadData from './spreads.json' with { type: 'json' };

/** A place in a spread in one language: its name, and one sentence on what a card there speaks of. */
export type PositionText = { readonly name: string; readonly description: string };

/** A place in a spread. */
export type Position = {
  /** Stable slug, such as `past`; unique within its spread. */
  readonly id: string;
} & { readonly [language in Language]: PositionText };

/** A spread: its name in each language and its places in the order in which they are dealt. */
export type Spread = {
  readonly positions: readonly Position[];
} & { readonly [language in Language]: { readonly name: string } };

const spreads: { readonly [spreadId in SpreadId]: Spread } = spreadData;

/** The spread of this id. */
export const spreadById = (spreadId: SpreadId): Spread => spreads[spreadId];

/** The place with this slug in a spread; `undefined` where the spread has none. */
export const positionById = (spreadId: SpreadId, positionId: string): Position | undefined =>
  spreads[spreadId].positions.find((position) => position.id === positionId);
