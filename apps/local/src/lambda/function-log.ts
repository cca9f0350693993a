import { createWriteStream, type WriteStream } from 'node:fs';
import { join } from 'node:path';

/** The log groups of the functions: a file each, and the last lines at hand. */
export type FunctionLog = {
  readonly write: (functionName: string, line: string) => void;
  readonly lines: (functionName: string) => readonly string[];
  readonly fileOf: (functionName: string) => string;
  readonly stop: () => Promise<void>;
};

const linesKept = 2_000;

/** Opens the log in `folder`, which exists. */
export const openFunctionLog = (folder: string): FunctionLog => {
  const files = new Map<string, WriteStream>();
  const recent = new Map<string, string[]>();
  const fileOf = (functionName: string): string => join(folder, `${functionName}.log`);

  return {
    fileOf,
    lines: (functionName) => recent.get(functionName) ?? [],
    write: (functionName, line) => {
      const file = files.get(functionName) ?? createWriteStream(fileOf(functionName), { flags: 'a' });
      files.set(functionName, file);
      file.write(`${line}\n`);
      const kept = recent.get(functionName) ?? [];
      kept.push(line);
      if (kept.length > linesKept) kept.shift();
      recent.set(functionName, kept);
    },
    stop: async () => {
      await Promise.all([...files.values()].map((file) => new Promise<void>((resolve) => file.end(() => resolve()))));
    },
  };
};
