/** Callbacks of one kind of news. */
export type Listeners<T> = {
  /** Returns the way to stop listening. */
  add(listener: (news: T) => void): () => void;
  tell(news: T): void;
};

export const createListeners = <T>(): Listeners<T> => {
  const all = new Set<(news: T) => void>();
  return {
    add: (listener) => {
      all.add(listener);
      return () => void all.delete(listener);
    },
    tell: (news) => {
      for (const listener of [...all]) listener(news);
    },
  };
};
