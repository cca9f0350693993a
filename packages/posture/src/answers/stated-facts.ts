import * as z from 'zod/mini';

/**
 * What people know of a system though no saved answer shows it: `stated-facts.json` beside the answers. An answer
 * always wins over a statement. Findings that rest on a statement name it as their evidence.
 */
export const statedFactsSchema = z.strictObject({
  /** Who says so, and where it is written down. */
  source: z.string().check(z.minLength(1)),
  functions: z._default(z.array(z.strictObject({ name: z.string(), role: z.string() })), []),
  stages: z._default(
    z.array(
      z.strictObject({
        /** Name of the API. */
        api: z.string(),
        name: z.string(),
        throttled: z.optional(z.boolean()),
        accessLogged: z.optional(z.boolean()),
        metered: z.optional(z.boolean()),
      }),
    ),
    [],
  ),
  /** True: there is no alarm at all. */
  noAlarms: z._default(z.boolean(), false),
});

export type StatedFacts = z.infer<typeof statedFactsSchema>;

/** Nobody states anything. */
export const nothingStated: StatedFacts = { source: 'nobody', functions: [], stages: [], noAlarms: false };

/** Where a stated fact is found again. */
export const statedAt = ({ source }: StatedFacts, what: string): string => `stated-facts.json (${source}): ${what}`;
