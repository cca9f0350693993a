import type { Language } from '@tarotchat/protocol';
import { useStrings } from '../strings/strings.ts';

type Props = { language: Language; onChoose: (language: Language) => void };

export const LanguageToggle = ({ language, onChoose }: Props) => {
  const strings = useStrings();
  const other = language === 'ko' ? 'en' : 'ko';
  return (
    <button
      type="button"
      class="quiet-button"
      lang={other}
      aria-label={strings.languageToggle}
      data-testid="language-toggle"
      onClick={() => onChoose(other)}
    >
      {strings.otherLanguage}
    </button>
  );
};
