export { CodedError, isCodedError, type Problem, type ProblemDetail, problem, problemOf } from './coded-error.ts';
export { type ErrorCode, type ErrorTableEntry, errorCodes, errorTable, isErrorCode } from './error-table.ts';
