import { type Language, languageSchema } from '@tarotchat/protocol';

const key = 'tarotchat.language';

type Store = Pick<Storage, 'getItem' | 'setItem'>;

/** The language chosen before; without a choice the first one of the browser that the page speaks. */
export const chosenLanguage = (from: { storage: Store; preferred: readonly string[] }): Language => {
  const remembered = languageSchema.safeParse(readOr(from.storage));
  if (remembered.success) return remembered.data;
  for (const tag of from.preferred) {
    const spoken = languageSchema.safeParse(tag.toLowerCase().split('-')[0]);
    if (spoken.success) return spoken.data;
  }
  return 'en';
};

/** Remembers the choice on this device. */
export const rememberLanguage = (storage: Store, language: Language): void => {
  try {
    storage.setItem(key, language);
  } catch {
    // Storage may be full or forbidden; the choice then lasts as long as the page.
  }
};

const readOr = (storage: Store): string | null => {
  try {
    return storage.getItem(key);
  } catch {
    return null;
  }
};
