/** One SDK call of a function. */
export type CallRecord = {
  /** Name of the function; `unsigned` where the call is not signed. */
  readonly functionName: string;
  readonly service: string;
  /** Operation, as `PutItem`, `SendMessage`, `POST @connections`. */
  readonly operation: string;
  /** ARNs of what it touches. */
  readonly resources: readonly string[];
  readonly allowed: boolean;
  readonly atMs: number;
};

/** The calls that functions made, for those who count them. */
export type CallLog = {
  readonly add: (record: CallRecord) => void;
  readonly all: () => readonly CallRecord[];
  readonly clear: () => void;
};

const callsKept = 50_000;

/** Starts an empty log; it keeps the last 50,000 calls. */
export const createCallLog = (): CallLog => {
  const records: CallRecord[] = [];
  return {
    add: (record) => {
      records.push(record);
      if (records.length > callsKept) records.shift();
    },
    all: () => [...records],
    clear: () => {
      records.length = 0;
    },
  };
};
