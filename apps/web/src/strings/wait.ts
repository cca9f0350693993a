/** How long to wait, as a person says it. */
export type Wait = { readonly amount: number; readonly unit: 'second' | 'minute' | 'hour' };

/** Seconds up to a minute and a half, then minutes up to an hour and a half, then hours; rounded up. */
export const waitOf = (seconds: number): Wait => {
  if (seconds <= 90) return { amount: Math.ceil(seconds), unit: 'second' };
  if (seconds <= 90 * 60) return { amount: Math.ceil(seconds / 60), unit: 'minute' };
  return { amount: Math.ceil(seconds / 3_600), unit: 'hour' };
};
