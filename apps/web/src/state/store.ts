/** Holds the state, changes it by events, tells who watches. */
export type Store<S, E> = {
  get(): S;
  tell(event: E): void;
  watch(listener: () => void): () => void;
};

export const createStore = <S, E>(initial: S, reduce: (state: S, event: E) => S): Store<S, E> => {
  let state = initial;
  const listeners = new Set<() => void>();
  return {
    get: () => state,
    tell: (event) => {
      state = reduce(state, event);
      for (const listener of [...listeners]) listener();
    },
    watch: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
};
