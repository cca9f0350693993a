import type { SurfaceRow } from './compare-surfaces.ts';
import type { ComparisonRow } from './compare-with-live.ts';
import type { EmulatorGap } from './emulator-gaps.ts';
import type { Progress } from './progress.ts';
import type { PostureRow } from './rehearse-posture.ts';
import type { Stage } from './stage.ts';

/** What a rehearsal plays with. */
export type Rehearsal = {
  readonly stage: Stage;
  readonly progress: Progress;
  /** True leaves what was made for a person to look at. */
  readonly keep: boolean;
};

/** How it went; without problems it is passed. */
export type RehearsalResult = {
  readonly problems: readonly string[];
  readonly gaps: readonly EmulatorGap[];
  readonly comparison?: readonly ComparisonRow[];
  readonly posture?: readonly PostureRow[];
  readonly surfaces?: readonly SurfaceRow[];
};
