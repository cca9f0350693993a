import { strFromU8, unzipSync } from 'fflate';
import { type Fact, known, unknown } from '../fact.ts';

/** Gives the bytes of a function's archive by the `filename` of its resource. */
export type ArchiveOf = (filename: string) => Uint8Array | undefined;

/** No archive is at hand. */
export const noArchives: ArchiveOf = () => undefined;

/**
 * The SDK operations that an archive's JavaScript names: a command's name is a string that no minifier touches. The list
 * may be too long (a library names what nobody calls), never too short.
 */
export const bundledOperations = (archiveOf: ArchiveOf, filename: string, where: string): Fact<readonly string[]> => {
  const archive = archiveOf(filename);
  const files = archive && Object.entries(unzip(archive)).filter(([name]) => /\.[cm]?js$/.test(name));
  if (!files || files.length === 0) return unknown(`the code of ${where}`);
  const names = files.flatMap(([, bytes]) =>
    [...strFromU8(bytes).matchAll(/["'`]([A-Z][A-Za-z]{2,60}?)(?:Command)?["'`]/g)].map(([, name = '']) => name),
  );
  return known([...new Set(names)].toSorted(), `${where}.filename`);
};

const unzip = (archive: Uint8Array): Readonly<Record<string, Uint8Array>> => {
  try {
    return unzipSync(archive);
  } catch {
    return {};
  }
};
