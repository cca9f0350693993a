import { courtMarks, majorEmblems, suitSymbols, unknownEmblem } from './emblems.ts';
import { type Face, faceOf, romanNumeral } from './face-of.ts';
import { pipPlaces } from './pip-places.ts';

/** A card seen from the front. It is an ornament: its name stands beside it. */
export const CardFace = ({ cardId }: { cardId: string }) => {
  const face = faceOf(cardId);
  const family = face.kind === 'pips' || face.kind === 'court' ? face.suit : 'major';
  return (
    <svg class={`face face-${family}`} viewBox="0 0 100 160" aria-hidden="true">
      <rect class="face-paper" x="1" y="1" width="98" height="158" rx="7" />
      <rect class="face-frame" x="6" y="6" width="88" height="148" rx="4" />
      <rect class="face-frame face-frame-inner" x="9" y="9" width="82" height="142" rx="2.5" />
      <text class="face-numeral" x="50" y="28" text-anchor="middle">
        {numeralOf(face)}
      </text>
      <Picture face={face} />
      <FootMark face={face} />
    </svg>
  );
};

const Picture = ({ face }: { face: Face }) => {
  switch (face.kind) {
    case 'major':
      return (
        <path
          class="face-line"
          transform="translate(50 83) scale(1.22)"
          d={majorEmblems[face.number] ?? unknownEmblem}
        />
      );
    case 'pips':
      return (
        <>
          {pipPlaces(face.count).map(({ x, y }) => (
            <path
              key={`${x} ${y}`}
              class="face-line"
              transform={`translate(${x} ${y}) scale(${pipScale(face.count)})`}
              d={suitSymbols[face.suit]}
            />
          ))}
        </>
      );
    case 'court':
      return (
        <>
          <path class="face-line" transform="translate(50 56) scale(1.3)" d={courtMarks[face.court]} />
          <path class="face-line" transform="translate(50 104) scale(2.1)" d={suitSymbols[face.suit]} />
        </>
      );
    case 'unknown':
      return <path class="face-line" transform="translate(50 82)" d={unknownEmblem} />;
  }
};

const FootMark = ({ face }: { face: Face }) =>
  face.kind === 'pips' || face.kind === 'court' ? (
    <path class="face-line" transform="translate(50 140) scale(0.55)" d={suitSymbols[face.suit]} />
  ) : (
    <path class="face-line" d="M38 140H46M54 140H62M50 137L53 140L50 143L47 140Z" />
  );

const numeralOf = (face: Face): string => {
  if (face.kind === 'major') return romanNumeral(face.number);
  return face.kind === 'pips' ? romanNumeral(face.count) : '';
};

const pipScale = (count: number): number => {
  if (count === 1) return 2.6;
  if (count <= 3) return 1.15;
  return count <= 6 ? 1 : 0.8;
};

/** A card seen from behind. */
export const CardBack = () => (
  <svg class="face face-back" viewBox="0 0 100 160" aria-hidden="true">
    <rect class="back-paper" x="1" y="1" width="98" height="158" rx="7" />
    <rect class="back-frame" x="7" y="7" width="86" height="146" rx="4" />
    <path
      class="back-line"
      d="M50 14L86 80L50 146L14 80ZM50 34L75 80L50 126L25 80ZM7 7L31 7M7 7V48M93 7H69M93 7V48M7 153H31M7 153V112M93 153H69M93 153V112"
    />
    <path class="back-moon" d="M56 64A18 18 0 1 0 56 96A14.5 14.5 0 0 1 56 64Z" />
  </svg>
);
