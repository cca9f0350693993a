/** Clocks of Cognito, of this function and of the TTL need not agree to the second. */
const clockMarginSeconds = 5 * 60;

/**
 * Until when a family that is signed out now has to be remembered, in epoch seconds.
 *
 * Its last access token ends at most `refreshTokenSeconds + accessTokenSeconds` from now: the refresh token, which is
 * not younger than the login, dies within `refreshTokenSeconds` and may be used at its very last second. That holds
 * whether or not Cognito could be told, so a sign-out never waits for Cognito, and a copy of the refresh token that we
 * never saw brings nobody back. With 5 days and 60 minutes a row lives 5 days, 1 hour and 5 minutes.
 */
export const revokedUntil = (
  nowMs: number,
  life: { readonly accessTokenSeconds: number; readonly refreshTokenSeconds: number },
): number => Math.ceil(nowMs / 1000) + life.refreshTokenSeconds + life.accessTokenSeconds + clockMarginSeconds;
