import type { Orientation, SpreadId } from '@tarotchat/protocol';
import type { Suit } from '../deck/index.ts';
import type { CardTally } from './card-tally.ts';
import { firstSentence } from './first-sentence.ts';
import type { LetterVoice } from './letter-voice.ts';

const lies: { readonly [orientation in Orientation]: string } = { upright: 'upright', reversed: 'reversed' };

const dealt: { readonly [spread in SpreadId]: string } = {
  'one-card': 'I took a breath and turned over a single card.',
  'three-cards': 'I laid three cards side by side. Let us read them slowly from the left.',
  'celtic-cross': 'I laid ten cards as a Celtic cross. Let us touch on each place in turn.',
};

const suitThemes: { readonly [suit in Suit]: string } = {
  wands: 'Ask less what is correct and more what makes your heart warm.',
  cups: 'Before your head puts it all in order, let your heart say its piece.',
  swords: 'Thoughts and words are the key here, and they come clearer once they are on paper.',
  pentacles: 'Look after what you can touch, your body, your home and your work, and the rest will follow.',
};

const reflections: { readonly [group in Suit | 'major']: string } = {
  major: 'When all of this lies behind you, who would you like to have become?',
  wands: 'If you were given ten minutes now, what would you begin with?',
  cups: 'Whom would you most like to be gentle with these days, and are you yourself among them?',
  swords: 'Of all that you keep telling yourself, which sentence could you let go?',
  pentacles: 'If you could change one thing within reach tomorrow morning, what would it be?',
};

const numbers = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];
const inWords = (count: number): string => numbers[count] ?? String(count);
const capitalized = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

const majorsLine = ({ majors, total }: CardTally): string => {
  if (majors === 0) {
    return 'There is no major arcana among them, so this is less a great tide than a matter for small choices made day by day.';
  }
  const are = majors === 1 ? 'is' : 'are';
  if (majors * 2 < total) {
    return `${capitalized(inWords(majors))} of them ${are} major arcana. The large movement shows there, and the rest is in the hands of ordinary days.`;
  }
  const share = majors === total ? `All ${inWords(total)}` : `${capitalized(inWords(majors))} of the ${inWords(total)}`;
  return `${share} are major arcana. You stand before one of life's larger questions, and nobody asks you to answer it in a hurry.`;
};

const suitLine = ({ leading }: CardTally): string | undefined =>
  leading && `${capitalized(leading.suit)} lead with ${inWords(leading.count)} cards. ${suitThemes[leading.suit]}`;

const reversalsLine = ({ reversed, total }: CardTally): string => {
  if (reversed === 0) return 'Every card stands upright, and things are flowing forward without hindrance.';
  if (reversed === total) {
    return 'All of them are reversed, which is nothing bad. It is a time to look inward before you step out.';
  }
  const [lie, there] = reversed === 1 ? ['lies', 'that place'] : ['lie', 'those places'];
  return `${capitalized(inWords(reversed))} of them ${lie} reversed. In ${there} slow down a little and look twice.`;
};

const step = (index: number, total: number): string => {
  if (index === 0) return 'First';
  return index === total - 1 ? 'And last' : 'Then';
};

/** The letter in English. */
export const englishVoice: LetterVoice = {
  opening: ({ quote, spread, isFollowUp }) => {
    const thanks = isFollowUp
      ? 'You have come back to what we spoke about.'
      : 'Thank you for bringing this to the table.';
    return quote
      ? `${thanks}\n\n“${quote}”\n\nWith that in the middle, ${dealt[spread]}`
      : `${thanks} ${dealt[spread]}`;
  },
  card: ({ drawn, position, side }, { index, total }) => {
    const look = total === 1 ? '' : `${step(index, total)}, the ${drawn.positionName.toLowerCase()}. `;
    const found =
      index % 2 === 0
        ? `Here you drew ${drawn.name}, ${lies[drawn.orientation]}.`
        : `The card that came to it is ${drawn.name}, ${lies[drawn.orientation]}.`;
    return `${look}${position.description} ${found} ${side.meaning}`;
  },
  cardInBrief: ({ drawn, side }, { index, total }) => {
    const meaning = index === total - 1 ? side.meaning : firstSentence(side.meaning);
    return `${index + 1}. ${drawn.positionName} · ${drawn.name} (${lies[drawn.orientation]})\n${meaning}`;
  },
  keepsake: ({ side }) =>
    `The words of this card are ${new Intl.ListFormat('en').format(side.keywords)}. Carry them with you, and see where you meet them today.`,
  connection: (tally) =>
    [`Now look at the cards together. ${majorsLine(tally)}`, suitLine(tally), reversalsLine(tally)]
      .filter((line) => line !== undefined)
      .join(' '),
  closing: ({ card }) =>
    `One question to take with you. ${reflections[card.arcana === 'major' ? 'major' : card.suit]} There is no hurry to answer. The cards only light the road, and the steps are always yours.`,
};
