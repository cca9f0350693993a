/** Something that no log may hold, and what to call it when it does. */
export type Secret = { readonly name: string; readonly value: string };

// Long enough to be met by no chance, short enough to find a secret that was cut.
const pieceCharacters = 20;

/** Names of the secrets that a text holds: as they are, escaped for URLs or JSON, or in base64, whole or cut. */
export const secretsIn = (text: string, secrets: readonly Secret[]): string[] =>
  secrets.filter(({ value }) => piecesOf(value).some((piece) => text.includes(piece))).map(({ name }) => name);

const piecesOf = (value: string): string[] => {
  const ends =
    value.length <= pieceCharacters ? [value] : [value.slice(0, pieceCharacters), value.slice(-pieceCharacters)];
  return ends.flatMap((end) => [end, encodeURIComponent(end), JSON.stringify(end).slice(1, -1), ...base64Of(end)]);
};

/** Base64 at each of the three places at which a text may begin within a longer one. */
const base64Of = (text: string): string[] =>
  [0, 1, 2].flatMap((shift) =>
    (['base64', 'base64url'] as const).map((encoding) => {
      const encoded = Buffer.from(' '.repeat(shift) + text)
        .toString(encoding)
        .replaceAll('=', '');
      // The first and last characters hold bits of the neighbours.
      return encoded.slice(shift === 0 ? 0 : shift + 1, -1);
    }),
  );

/** The secret parts of a token: everybody may know its header. */
export const tokenSecrets = (name: string, token: string): Secret[] => {
  const [, payload = '', signature = ''] = token.split('.');
  return [
    { name: `payload of ${name}`, value: payload },
    { name: `signature of ${name}`, value: signature },
  ].filter(({ value }) => value !== '');
};
