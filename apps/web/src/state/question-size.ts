import { limits, utf8Bytes } from '@tarotchat/protocol';

/** From here on the page counts the bytes that are left. */
const nearBytes = 500;

/** How a question stands to the limit of its size, which is in UTF-8 bytes. */
export type QuestionSize = { readonly bytesLeft: number; readonly near: boolean; readonly tooLarge: boolean };

export const questionSize = (text: string): QuestionSize => {
  const bytesLeft = limits.textBytes - utf8Bytes(text);
  return { bytesLeft, near: bytesLeft < nearBytes, tooLarge: bytesLeft < 0 };
};
