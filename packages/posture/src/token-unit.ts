const seconds: Readonly<Record<string, number>> = { seconds: 1, minutes: 60, hours: 3_600, days: 86_400 };

/** Seconds of one unit of Cognito's TokenValidityUnits; hours where the word is unknown, as Cognito itself does. */
export const unitSeconds = (unit: string): number => seconds[unit] ?? 3_600;
