import type { CognitoClient } from './cognito.ts';
import { html } from './html.ts';
import type { Language } from './language.ts';
import { type Page, page } from './page.ts';
import { pageText } from './page-text.ts';

type DeadEnd = {
  readonly language: Language;
  readonly client: CognitoClient;
  readonly reason: 'expired' | 'misconfigured' | 'broken';
  /** For whoever mends the app. */
  readonly detail?: string;
};

/** Where a login cannot go on: says why, and leads back to the app, which is behind its first callback. */
export const deadEndPage = ({ language, client, reason, detail }: DeadEnd): Page => {
  const text = pageText[language];
  const title = text[`${reason}Title`];
  const lead = text[`${reason}Lead`];
  const [app] = client.callbackUrls;
  const back = app === undefined ? html`` : html`<p><a class="button go" href="${app}">${text.backToApp}</a></p>`;
  const note = detail === undefined ? html`` : html`<p class="note"><code>${detail}</code></p>`;
  return page({ language, title, body: html`<h1>${title}</h1><p>${lead}</p>${back}${note}` });
};
