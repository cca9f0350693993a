/** What a command gives back: the report, what is to be said beside it, and the exit code. */
export type CommandResult = { readonly exitCode: number; readonly output: string; readonly complaint?: string };

/** What a command may know of the world around it. */
export type CommandWorld = {
  readonly now: Date;
  /** Folder that relative paths start from. */
  readonly folder: string;
  /** Terminal columns; colour only where a person looks. */
  readonly columns: number;
  readonly color: boolean;
  /** Tells progress at once; the report itself is the result's `output`. */
  readonly say: (line: string) => void;
};

/** One sub command of the operator's command line. */
export type Command = (args: readonly string[], world: CommandWorld) => Promise<CommandResult>;

/** A mistake in the call: one line that says what to do. */
export const misuse = (complaint: string): CommandResult => ({ exitCode: 2, output: '', complaint });
