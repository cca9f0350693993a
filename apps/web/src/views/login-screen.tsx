import { useState } from 'preact/hooks';
import { CardBack, CardFace } from '../cards/card-face.tsx';
import type { Actions } from '../state/actions.ts';
import type { AppState } from '../state/app-state.ts';
import { useStrings } from '../strings/strings.ts';
import { SpeechIcon } from './icons.tsx';
import { LanguageToggle } from './language-toggle.tsx';
import { ProblemNote } from './problem-note.tsx';

export const LoginScreen = ({ state, actions }: { state: AppState; actions: Actions }) => {
  const strings = useStrings();
  const [leaving, setLeaving] = useState(false);

  const logIn = async () => {
    setLeaving(true);
    await actions.logIn();
    // The page is about to go; should it stay, or come back by the back button, the button has to work again.
    setTimeout(() => setLeaving(false), 4_000);
  };

  return (
    <div class="login">
      <div class="login-corner">
        <LanguageToggle language={state.language} onChoose={actions.chooseLanguage} />
      </div>
      <main class="login-main">
        <div class="fan" aria-hidden="true">
          <CardBack />
          <CardFace cardId="the-star" />
          <CardBack />
        </div>
        <h1 class="login-name">{strings.appName}</h1>
        <p class="login-tagline">{strings.loginTagline}</p>
        {state.problem && <ProblemNote problem={state.problem} />}
        <button
          type="button"
          class="kakao-button"
          data-testid="login"
          aria-disabled={leaving}
          onClick={() => leaving || void logIn()}
        >
          <SpeechIcon />
          {leaving ? strings.loginBusy : strings.loginButton}
        </button>
        <p class="login-note">{strings.loginNote}</p>
      </main>
    </div>
  );
};
