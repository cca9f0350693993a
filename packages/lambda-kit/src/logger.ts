import { Logger as PowertoolsLogger } from '@aws-lambda-powertools/logger';

/** What goes into a log line beside its sentence: ids, counts, durations. Never a token, cookie, code or message text. */
export type LogFields = Readonly<Record<string, string | number | boolean | undefined>>;

/** The log as handlers see it. */
export type Logger = {
  readonly info: (sentence: string, fields?: LogFields) => void;
  readonly warn: (sentence: string, fields?: LogFields) => void;
  /** `error` is written with name, message, code and stack. */
  readonly error: (sentence: string, error: unknown, fields?: LogFields) => void;
};

/** JSON lines on standard output, as CloudWatch Logs and the local runtime read them. */
export const jsonLogger = (functionName: string): Logger => {
  const logger = new PowertoolsLogger({ serviceName: functionName });
  return {
    info: (sentence, fields = {}) => logger.info(sentence, { ...fields }),
    warn: (sentence, fields = {}) => logger.warn(sentence, { ...fields }),
    error: (sentence, error, fields = {}) =>
      logger.error(sentence, { ...fields, error: error instanceof Error ? error : new Error(String(error)) }),
  };
};

/** Writes nothing; for tests that are not about the log. */
export const silentLogger: Logger = { info: () => {}, warn: () => {}, error: () => {} };
