export type { Card, CardSide, CardText, Suit } from './card.ts';
export { cardById, deck } from './deck.ts';
export { drawCards, type RandomInt } from './draw-cards.ts';
export { type LaidCard, layOut } from './laid-card.ts';
export { type Position, type PositionText, positionById, type Spread, spreadById } from './spread.ts';
