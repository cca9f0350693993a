/** Fields that are not as they are live, and why: the one place where a difference is accounted for. */
export type ExpectedDifference = { readonly field: RegExp; readonly because: string };

export const expectedDifferences: readonly ExpectedDifference[] = [];
