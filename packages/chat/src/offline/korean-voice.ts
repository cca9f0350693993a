import type { Orientation, SpreadId } from '@tarotchat/protocol';
import type { LaidCard, Suit } from '../deck/index.ts';
import type { CardTally } from './card-tally.ts';
import { firstSentence } from './first-sentence.ts';
import { particleAfter, withParticle } from './korean-particle.ts';
import type { LetterVoice } from './letter-voice.ts';

const lies: { readonly [orientation in Orientation]: string } = { upright: '정방향', reversed: '역방향' };

const dealt: { readonly [spread in SpreadId]: string } = {
  'one-card': '카드 한 장을 조용히 뒤집어 보았어요.',
  'three-cards': '카드 세 장을 나란히 펼쳤어요. 왼쪽부터 천천히 읽어 볼게요.',
  'celtic-cross': '카드 열 장을 켈틱 크로스로 펼쳤어요. 한 자리씩 짧게 짚어 볼게요.',
};

const suitNames: { readonly [suit in Suit]: string } = {
  wands: '완드',
  cups: '컵',
  swords: '소드',
  pentacles: '펜타클',
};

const suitThemes: { readonly [suit in Suit]: string } = {
  wands: '무엇이 옳은지 따지기보다 무엇에 마음이 뜨거워지는지를 따라가 볼 때예요.',
  cups: '머리로 정리하기 전에 마음이 하는 말부터 들어 주면 좋겠어요.',
  swords: '생각과 말이 열쇠이니, 머릿속 이야기를 종이에 꺼내 놓으면 한결 또렷해져요.',
  pentacles: '몸과 살림, 일처럼 손에 잡히는 것부터 돌보면 나머지도 따라와요.',
};

const reflections: { readonly [group in Suit | 'major']: string } = {
  major: '이 시간을 다 지나온 뒤에 어떤 사람이 되어 있으면 좋겠어요?',
  wands: '지금 십 분이 주어진다면 무엇부터 시작해 보고 싶으세요?',
  cups: '요즘 가장 다정하게 대해 주고 싶은 사람은 누구인가요? 거기에 나 자신도 들어 있나요?',
  swords: '스스로에게 되풀이해 온 말 가운데, 이제 놓아주어도 될 말은 무엇인가요?',
  pentacles: '내일 아침 손에 잡히는 것 하나를 바꾼다면 무엇을 바꾸고 싶으세요?',
};

const counters = ['', '한', '두', '세', '네', '다섯', '여섯', '일곱', '여덟', '아홉', '열'];
const sheets = (count: number): string => `${counters[count] ?? count} 장`;

const quoted = (card: LaidCard, pair: '이/가' | '이에요/예요'): string =>
  `‘${card.drawn.name}’${particleAfter(card.drawn.name, pair)}`;

const majorsLine = ({ majors, total }: CardTally): string => {
  if (majors === 0) {
    return '메이저 아르카나가 한 장도 없는 것을 보면, 거스를 수 없는 큰 물결이라기보다 매일의 작은 선택으로 풀어 갈 수 있는 일이에요.';
  }
  if (majors * 2 < total) {
    return `메이저 아르카나는 ${sheets(majors)} 나왔어요. 큰 흐름은 그 카드가 일러 주고, 나머지는 하루하루의 손길에 달려 있어요.`;
  }
  const share = majors === total ? `${sheets(total)} 모두` : `${sheets(total)} 가운데 ${sheets(majors)}이`;
  return `${share} 메이저 아르카나예요. 살면서 몇 번 만나지 않는 큰 물음 앞에 서 있는 셈이니, 서둘러 답하지 않아도 괜찮아요.`;
};

const suitLine = ({ leading }: CardTally): string | undefined =>
  leading &&
  `네 가지 슈트 중에서는 ${withParticle(suitNames[leading.suit], '이/가')} ${sheets(leading.count)}으로 가장 많아요. ${suitThemes[leading.suit]}`;

const reversalsLine = ({ reversed, total }: CardTally): string => {
  if (reversed === 0) return '모든 카드가 바로 서 있어서, 기운이 막히지 않고 앞으로 흐르고 있어요.';
  if (reversed === total) {
    return '모두 거꾸로 놓였지만 나쁜 뜻은 아니에요. 밖으로 나서기 전에 안을 먼저 돌아볼 때라는 이야기예요.';
  }
  return `역방향으로 놓인 카드는 ${sheets(reversed)}이에요. 그 자리에서는 걸음을 조금 늦추고 살펴보면 돼요.`;
};

const step = (index: number, total: number): string => {
  if (index === 0) return '먼저';
  return index === total - 1 ? '마지막으로' : '다음으로';
};

/** The letter in Korean, polite 해요체. */
export const koreanVoice: LetterVoice = {
  opening: ({ quote, spread, isFollowUp }) => {
    const thanks = isFollowUp
      ? '앞서 나눈 이야기에 이어서 다시 물어봐 주셨네요.'
      : '마음에 담아 둔 이야기를 꺼내 주셔서 고마워요.';
    return quote ? `${thanks}\n\n“${quote}”\n\n이 물음을 가운데 두고 ${dealt[spread]}` : `${thanks} ${dealt[spread]}`;
  },
  card: (laid, { index, total }) => {
    const { drawn, position, side } = laid;
    const look = total === 1 ? '' : `${step(index, total)} ${withParticle(drawn.positionName, '을/를')} 볼게요. `;
    const found =
      index % 2 === 0
        ? `여기에 ${quoted(laid, '이/가')} ${lies[drawn.orientation]}으로 놓였어요.`
        : `이 자리를 맡은 카드는 ${lies[drawn.orientation]}으로 놓인 ${quoted(laid, '이에요/예요')}.`;
    return `${look}${position.description} ${found} ${side.meaning}`;
  },
  cardInBrief: ({ drawn, side }, { index, total }) => {
    const meaning = index === total - 1 ? side.meaning : firstSentence(side.meaning);
    return `${index + 1}. ${drawn.positionName} · ${drawn.name} (${lies[drawn.orientation]})\n${meaning}`;
  },
  keepsake: ({ side }) => {
    const words = side.keywords.map((keyword) => `‘${keyword}’`).join(', ');
    const copula = particleAfter(side.keywords.at(-1) ?? '', '이에요/예요');
    return `이 카드가 건네는 낱말은 ${words}${copula}. 마음 한쪽에 넣어 두고, 오늘 어디에서 그 낱말을 만나는지 가만히 지켜보세요.`;
  },
  connection: (tally) =>
    [`카드들을 한눈에 보면 이래요. ${majorsLine(tally)}`, suitLine(tally), reversalsLine(tally)]
      .filter((line) => line !== undefined)
      .join(' '),
  closing: ({ card }) =>
    `끝으로 하나만 여쭤볼게요. ${reflections[card.arcana === 'major' ? 'major' : card.suit]} 답은 천천히 하셔도 돼요. 카드는 길을 비출 뿐이고, 걸음은 언제나 내 것이니까요.`,
};
