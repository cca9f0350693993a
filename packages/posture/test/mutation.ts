import type { Stack } from './own-stack.ts';

/** One thing broken in our own clean stack, and the rule that has to notice it. */
export type Mutation = {
  readonly rule: string;
  readonly what: string;
  /** Something that is right by itself and makes the rule's case possible at all. */
  readonly given?: (stack: Stack) => void;
  /** Our own operators live with this finding: the rule has to be seen without their suppression. */
  readonly isSuppressed?: true;
  readonly breaking: (stack: Stack) => void;
};
