import type { DrawnCard, Language, SpreadId } from '@tarotchat/protocol';
import { CardFace } from '../cards/card-face.tsx';
import { useStrings } from '../strings/strings.ts';

type Props = { spread: SpreadId; language: Language; cards: readonly DrawnCard[] };

/** The cards as they lie: the style sheet lays each spread out by its name and each card by its place in it. */
export const SpreadTable = ({ spread, language, cards }: Props) => {
  const strings = useStrings();
  return (
    <ol class={`spread spread-${spread}`} aria-label={strings.cards}>
      {cards.map((card, index) => (
        <PlacedCard key={card.cardId} card={card} language={language} number={index + 1} numbered={cards.length > 3} />
      ))}
    </ol>
  );
};

type PlacedProps = { card: DrawnCard; language: Language; number: number; numbered: boolean };

const PlacedCard = ({ card, language, number, numbered }: PlacedProps) => {
  const strings = useStrings();
  const reversed = card.orientation === 'reversed';
  return (
    <li
      class={`placed placed-${number}`}
      data-testid="card"
      data-card-id={card.cardId}
      data-orientation={card.orientation}
      data-position={card.position}
    >
      <div class={reversed ? 'placed-card placed-reversed' : 'placed-card'}>
        <CardFace cardId={card.cardId} />
      </div>
      <div class="placed-caption">
        <span class="placed-position" lang={language}>
          {numbered && <span class="placed-number">{number} </span>}
          {card.positionName}
        </span>
        <span class="placed-name" lang={language}>
          {card.name}
        </span>
        {reversed && <span class="placed-orientation">{strings.reversed}</span>}
      </div>
    </li>
  );
};
