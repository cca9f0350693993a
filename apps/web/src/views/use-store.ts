import { useEffect, useState } from 'preact/hooks';
import type { Store } from '../state/store.ts';

/** The state of a store; renders again when it changes. */
export const useStore = <S, E>(store: Store<S, E>): S => {
  const [state, setState] = useState(store.get());
  useEffect(() => {
    setState(store.get());
    return store.watch(() => setState(store.get()));
  }, [store]);
  return state;
};
