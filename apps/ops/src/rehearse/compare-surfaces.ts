import { flatSurface, type Reading } from '@tarotchat/posture';
import { type SurfaceDifference, type SurfaceReader, surfaceDifferences } from './surface-differences.ts';

/** How many facts some readers see otherwise for one reason. */
export type SurfaceRow = { readonly reader: string; readonly facts: number; readonly because: string };

export type SurfaceComparison = {
  /** Facts on which at least two readers say the same, and none says anything else. */
  readonly same: number;
  readonly rows: readonly SurfaceRow[];
  readonly problems: readonly string[];
};

/** Sets what the readers see side by side. Each fact has to be the same to all readers that no difference excuses. */
export const compareSurfaces = (
  readings: Readonly<Record<SurfaceReader, Reading>>,
  differences: readonly SurfaceDifference[] = surfaceDifferences,
): SurfaceComparison => {
  const surfaces = readers.map((reader) => ({ reader, facts: flatSurface(readings[reader].surface) }));
  const paths = [...new Set(surfaces.flatMap(({ facts }) => [...facts.keys()]))].toSorted();
  const judged = paths.map((path) =>
    judge(path, { seen: surfaces.map(({ reader, facts }) => ({ reader, value: facts.get(path) })), differences }),
  );
  const used = (difference: SurfaceDifference) => judged.filter(({ excuses }) => excuses.has(difference)).length;
  return {
    same: judged.filter(({ agreeing, problem }) => agreeing > 1 && problem === undefined).length,
    rows: differences.map((difference) => ({
      reader: difference.readers.join(', '),
      facts: used(difference),
      because: difference.because,
    })),
    problems: [
      ...readers.flatMap((reader) =>
        readings[reader].problems.map(({ source, problem }) => `${reader}: ${source}: ${problem}`),
      ),
      ...judged.flatMap(({ problem }) => problem ?? []),
      ...differences
        .filter((difference) => used(difference) === 0)
        .map(({ path }) => `the readers no longer differ in ${path}: take it off surface-differences.ts`),
    ],
  };
};

const readers: readonly SurfaceReader[] = ['synth', 'plan', 'aws'];

type Seen = { readonly reader: SurfaceReader; readonly value: string | undefined };

const judge = (
  path: string,
  { seen, differences }: { readonly seen: readonly Seen[]; readonly differences: readonly SurfaceDifference[] },
) => {
  if (new Set(seen.map(({ value }) => value)).size === 1)
    return { agreeing: seen.length, excuses: new Set<SurfaceDifference>(), problem: undefined };
  const excused = seen.map((one) => ({
    ...one,
    by: differences.find((difference) => difference.path.test(path) && excuses(difference, one)),
  }));
  const others = excused.filter(({ by }) => by === undefined);
  const isSame = new Set(others.map(({ value }) => value)).size <= 1;
  return {
    agreeing: others.length,
    excuses: new Set(excused.flatMap(({ by }) => by ?? [])),
    problem: isSame
      ? undefined
      : `${path} is ${seen.map(({ reader, value }) => `${shown(path, value)} in ${reader}`).join(', ')}`,
  };
};

const excuses = ({ readers: of, saysElse }: SurfaceDifference, { reader, value }: Seen): boolean =>
  of.includes(reader) && (saysElse === true || value === undefined || value === '?' || value.includes('${'));

/** Values of environment variables stay out of what is printed. */
const shown = (path: string, value: string | undefined): string => {
  if (value === undefined) return 'nothing';
  return path.includes('/environment/') && value !== '?' ? 'a value' : value;
};
