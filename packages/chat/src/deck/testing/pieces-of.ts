/** All pieces of a reading, once it has ended. */
export const piecesOf = async (reading: AsyncIterable<string>): Promise<string[]> => {
  const pieces: string[] = [];
  for await (const piece of reading) pieces.push(piece);
  return pieces;
};
