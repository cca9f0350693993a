import type { Language } from '@tarotchat/protocol';
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import { en } from './en.ts';
import { ko, type Strings } from './ko.ts';

export const stringsOf: Record<Language, Strings> = { ko, en };

export const StringsContext = createContext<Strings>(ko);

/** The texts in the language that is shown. */
export const useStrings = (): Strings => useContext(StringsContext);
