import * as z from 'zod/mini';

/** Languages that a reading is written in. */
export const languages = ['ko', 'en'] as const;
export const languageSchema = z.enum(languages);
export type Language = z.output<typeof languageSchema>;

/** The spreads, in the order in which a page offers them. */
export const spreadIds = ['one-card', 'three-cards', 'celtic-cross'] as const;
export const spreadIdSchema = z.enum(spreadIds);
export type SpreadId = z.output<typeof spreadIdSchema>;

export const orientationSchema = z.enum(['upright', 'reversed']);
export type Orientation = z.output<typeof orientationSchema>;

/** One card as it lies on the table. Names are in the language of the reading. */
export const drawnCardSchema = z.object({
  /** Stable slug, such as `the-fool` or `ace-of-cups`. */
  cardId: z.string(),
  name: z.string(),
  orientation: orientationSchema,
  /** Stable slug of the place in the spread, such as `past`. */
  position: z.string(),
  positionName: z.string(),
});
export type DrawnCard = z.output<typeof drawnCardSchema>;
