import type { Message } from '@aws-sdk/client-bedrock-runtime';
import type { Language } from '@tarotchat/protocol';
import { type LaidCard, layOut, spreadById } from '../deck/index.ts';
import type { ReadingRequest } from '../reading-model.ts';

const labels: {
  readonly [language in Language]: { readonly [label in 'upright' | 'reversed' | 'keywords' | 'meaning']: string };
} = {
  ko: { upright: '정방향', reversed: '역방향', keywords: '핵심어', meaning: '뜻' },
  en: { upright: 'upright', reversed: 'reversed', keywords: 'keywords', meaning: 'meaning' },
};

/**
 * The conversation as Converse takes it: earlier turns, oldest first, then the cards and the question.
 * Every question stands in a fence that it cannot close: its `&`, `<` and `>` are written as entities.
 * Earlier turns without a reply are left out, since Bedrock takes neither empty texts nor two user turns in a row.
 *
 * @throws CodedError `READING_FAILED` where a card or a place is none of the deck's.
 */
export const readingPrompt = (request: ReadingRequest): Message[] => [
  ...request.history
    .filter(({ reply }) => reply.trim() !== '')
    .flatMap(({ question, reply }): Message[] => [turn('user', fenced(question)), turn('assistant', reply.trim())]),
  turn('user', `${cardsOf(request)}\n\n${fenced(request.question)}`),
];

const turn = (role: 'user' | 'assistant', text: string): Message => ({ role, content: [{ text }] });

const fenced = (question: string): string => `<question>\n${escaped(question)}\n</question>`;

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

const cardsOf = ({ spread, language, cards }: ReadingRequest): string => {
  const lines = layOut(spread, language, cards).map((card, index) => `${index + 1}. ${describe(language, card)}`);
  return `<cards spread="${spreadById(spread)[language].name}">\n${lines.join('\n')}\n</cards>`;
};

const describe = (language: Language, { drawn, position, side }: LaidCard): string => {
  const label = labels[language];
  return [
    `${drawn.positionName}: ${drawn.name} (${label[drawn.orientation]})`,
    position.description,
    `${label.keywords}: ${side.keywords.join(', ')}`,
    `${label.meaning}: ${side.meaning}`,
  ].join(' | ');
};
