/**
 * The origins that ALLOWED_ORIGINS lists, separated by spaces, as browsers write them (RFC 6454, section 6.1).
 *
 * @throws Error where one is no origin: a wrong deployment fails at its first start, not at its first person.
 */
export const readOrigins = (text: string): ReadonlySet<string> => {
  const origins = text.split(' ').filter((origin) => origin !== '');
  const wrong = origins.find((origin) => !URL.canParse(origin) || new URL(origin).origin !== origin);
  if (wrong !== undefined || origins.length === 0) throw new Error(`ALLOWED_ORIGINS: "${wrong ?? text}" is no origin`);
  return new Set(origins);
};
