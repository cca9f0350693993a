import { type Language, utf8Bytes } from '@tarotchat/protocol';

/** Bytes of one stored reply at most: far above any reading, far below DynamoDB's 400 KB an item. */
const replyTextBytes = 64 * 1_024;

const farewell: Record<Language, string> = {
  ko: '\n\n이야기가 길어져 여기서 마칠게요.',
  en: '\n\nThis has grown long, so I will end here.',
};

/**
 * Passes a reading on until it is as long as can be stored, then ends it with a sentence of its own. Bytes count, and
 * no character is cut.
 */
export const cappedText = async function* (
  source: AsyncIterable<string>,
  language: Language,
  maxBytes: number = replyTextBytes,
): AsyncGenerator<string, void, undefined> {
  let roomBytes = maxBytes - utf8Bytes(farewell[language]);
  for await (const text of source) {
    const fitting = prefixOfBytes(text, roomBytes);
    roomBytes -= utf8Bytes(fitting);
    if (fitting !== '') yield fitting;
    if (fitting.length < text.length) {
      yield farewell[language];
      return;
    }
  }
};

const prefixOfBytes = (text: string, bytes: number): string => {
  // No UTF-16 code unit is more than 3 bytes.
  if (text.length * 3 <= bytes) return text;
  let prefix = '';
  let left = bytes;
  for (const character of text) {
    left -= utf8Bytes(character);
    if (left < 0) break;
    prefix += character;
  }
  return prefix;
};
