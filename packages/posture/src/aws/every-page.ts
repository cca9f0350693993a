/** One page of a list, by its own member names. */
type Page = object;

export type Paging = {
  /** Member that holds the elements. */
  readonly list: string;
  /** Member of an answer that holds the next page's token. */
  readonly token: string;
};

const mostPages = 200;

/** All pages of a list as one answer. */
export const everyPage = async (
  ask: (token: string | undefined) => Promise<Page>,
  { list, token }: Paging,
): Promise<Readonly<Record<string, unknown>>> => {
  const items: unknown[] = [];
  let next: string | undefined;
  for (let page = 0; page < mostPages; page += 1) {
    const answer = Object.entries(await ask(next));
    const found = answer.find(([name]) => name === list)?.[1];
    if (Array.isArray(found)) items.push(...found);
    const following = answer.find(([name]) => name === token)?.[1];
    if (typeof following !== 'string' || following === '' || following === next) return { [list]: items };
    next = following;
  }
  throw new Error(`more than ${mostPages} pages`);
};
