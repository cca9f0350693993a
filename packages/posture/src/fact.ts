/** What a reader saw, and where: a file with a path into it, or a Terraform address with an argument. */
export type Known<T> = { readonly known: true; readonly value: T; readonly where: string };
/** What a reader could not see, and what would show it. No rule may find anything in it. */
export type Unknown = { readonly known: false; readonly wouldTell: string };
/** One fact of a surface. */
export type Fact<T> = Known<T> | Unknown;

/** A fact that was read. */
export const known = <T>(value: T, where: string): Known<T> => ({ known: true, value, where });

/** A fact that nobody saw. */
export const unknown = (wouldTell: string): Unknown => ({ known: false, wouldTell });

/** A fact about another form of the same value; an unknown stays unknown. */
export const mapFact = <A, B>(fact: Fact<A>, change: (value: A) => B): Fact<B> =>
  fact.known ? known(change(fact.value), fact.where) : fact;

/** The value where it is known. */
export const knownValue = <T>(fact: Fact<T>): T | undefined => (fact.known ? fact.value : undefined);

/** Things of one kind. `complete` is a fact of its own: without it, nothing follows from an absence. */
export type Listing<T> = { readonly items: readonly T[]; readonly complete: Fact<true> };

/** All things of one kind. */
export const completeListing = <T>(items: readonly T[], where: string): Listing<T> => ({
  items,
  complete: known(true, where),
});

/** Some things of one kind; there may be more. */
export const partialListing = <T>(items: readonly T[], wouldTell: string): Listing<T> => ({
  items,
  complete: unknown(wouldTell),
});
