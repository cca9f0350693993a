/** Where the writing of a reply notes what it outlived. Ids and error names only, never a text of a person. */
export type ReplyLog = {
  readonly warn: (sentence: string, fields?: Readonly<Record<string, string | number | boolean | undefined>>) => void;
};
