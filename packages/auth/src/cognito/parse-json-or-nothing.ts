/** JSON of another server; `undefined` where it is none. A parser's own error would quote the text. */
export const parseJsonOrNothing = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};
