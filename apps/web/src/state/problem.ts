import { type ClientErrorCode, isClientError } from '@tarotchat/client';

/** A failure as the page shows it; its text comes from the strings of the language. */
export type PageProblem = { readonly code: ClientErrorCode; readonly retryAfterSeconds?: number };

/** What to show for anything thrown. */
export const pageProblemOf = (error: unknown): PageProblem => {
  if (!isClientError(error)) return { code: 'INTERNAL' };
  const { retryAfterSeconds } = error.detail;
  return { code: error.code, ...(retryAfterSeconds !== undefined && { retryAfterSeconds }) };
};
