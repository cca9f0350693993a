import * as z from 'zod/mini';

const listOf = z.pipe(
  z.transform((value: unknown) => (Array.isArray(value) ? value : [value])),
  z.array(z.string()),
);

const statementSchema = z.object({
  Sid: z.optional(z.string()),
  Effect: z.enum(['Allow', 'Deny']),
  Action: z.optional(listOf),
  NotAction: z.optional(listOf),
  Resource: z.optional(listOf),
  NotResource: z.optional(listOf),
  Condition: z.optional(z.record(z.string(), z.record(z.string(), listOf))),
});

/** One statement of an identity policy, lists as lists. */
export type PolicyStatement = z.output<typeof statementSchema>;

/** The document that policies and Lambda authorizers write. */
export const policyDocumentSchema = z.object({
  Version: z.optional(z.string()),
  Statement: z.pipe(
    z.transform((value: unknown) => (Array.isArray(value) ? value : [value])),
    z.array(statementSchema),
  ),
});

/** Parses a policy document from its JSON. */
export const parsePolicy = (json: string): PolicyStatement[] => policyDocumentSchema.parse(JSON.parse(json)).Statement;
