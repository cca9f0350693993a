import type { Language, Orientation } from '@tarotchat/protocol';

/** The four suits: wands (will), cups (heart), swords (mind), pentacles (body, work, money). */
export type Suit = 'wands' | 'cups' | 'swords' | 'pentacles';

/** What a card says in one orientation: 3 to 5 keywords, and a meaning of exactly two sentences. */
export type CardSide = { readonly keywords: readonly string[]; readonly meaning: string };

/** A card in one language. */
export type CardText = { readonly name: string } & { readonly [side in Orientation]: CardSide };

/** A row of the data files; the arcana and the suit are the file's. */
export type CardData = {
  /** Stable slug, such as `the-fool` or `ace-of-cups`. */
  readonly id: string;
  /** Major arcana: 0 to 21. Suits: 1 (ace) to 10, then page 11, knight 12, queen 13, king 14. */
  readonly number: number;
} & { readonly [language in Language]: CardText };

/** One of the 78 cards of the deck. */
export type Card = CardData & ({ readonly arcana: 'major' } | { readonly arcana: 'minor'; readonly suit: Suit });
