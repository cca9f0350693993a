import { html } from './html.ts';
import type { Language } from './language.ts';
import { type Page, page } from './page.ts';
import { pageText } from './page-text.ts';

type LoginForm = {
  readonly language: Language;
  readonly names: readonly string[];
  readonly formTargets: readonly string[];
  /** A typed name that was not accepted. */
  readonly refusedName?: string;
};

/** The stand-in of Kakao's login. Two forms, so that Enter in the field does not choose the first person. */
export const loginPage = ({ language, names, formTargets, refusedName }: LoginForm): Page => {
  const text = pageText[language];
  const people = names.map((name) => html`<li><button name="name" value="${name}">${name}</button></li>`);
  const wrong =
    refusedName === undefined ? html`` : html`<p class="wrong" id="wrong" role="alert">${text.nameWrong}</p>`;
  const state = refusedName === undefined ? html`` : html` aria-invalid="true" aria-describedby="wrong" autofocus`;
  const body = html`<h1>${text.loginTitle}</h1>
<p>${text.loginLead}</p>
<form method="post" aria-labelledby="people">
<h2 id="people">${text.people}</h2>
<ul class="people">${people}</ul>
</form>
<form method="post">
<label for="name">${text.otherName}</label>
<input id="name" name="name" value="${refusedName ?? ''}" maxlength="40" required autocomplete="nickname"${state}>
${wrong}
<button class="go">${text.logIn}</button>
</form>
<p class="note">${text.loginNote}</p>`;
  return page({ language, title: text.loginTitle, body, formTargets });
};
