import { createHash } from 'node:crypto';
import { Html, html } from './html.ts';
import type { Language } from './language.ts';

/** A page to answer with: headers and document. */
export type Page = { readonly headers: Record<string, string>; readonly html: string };

const css = `
:root { color-scheme: light dark; --paper: #faf8f4; --ink: #23202b; --soft: #6a6474; --line: #d9d3c7; --edge: #8c8577; --card: #fff; --accent: #fee500; --on-accent: #191600; --wrong: #a8261c; }
@media (prefers-color-scheme: dark) { :root { --paper: #16141d; --ink: #ece8f2; --soft: #a59fb2; --line: #3a3546; --edge: #77708a; --card: #201d2a; --wrong: #ff9d92; } }
* { box-sizing: border-box; }
body { margin: 0; min-height: 100dvh; display: grid; place-items: center; background: var(--paper); color: var(--ink); font: 1rem/1.6 system-ui, -apple-system, "Apple SD Gothic Neo", "Noto Sans KR", sans-serif; word-break: keep-all; overflow-wrap: anywhere; }
main { width: min(24rem, 100%); padding: 2rem max(1.25rem, env(safe-area-inset-left)); }
h1 { font-size: 1.5rem; line-height: 1.3; margin: 0 0 .25rem; font-weight: 650; }
h2 { font-size: .875rem; margin: 2rem 0 .5rem; color: var(--soft); font-weight: 600; }
p { margin: 0; color: var(--soft); }
.note { font-size: .875rem; margin-top: 2rem; padding-top: 1rem; border-top: 1px solid var(--line); }
.people { list-style: none; margin: 0; padding: 0; display: grid; gap: .5rem; }
button, input, .button { font: inherit; min-height: 3rem; width: 100%; padding: .5rem 1rem; border-radius: .75rem; border: 1px solid var(--edge); background: var(--card); color: var(--ink); }
button, .button { cursor: pointer; text-align: start; display: block; text-decoration: none; }
button:hover, .button:hover { border-color: var(--ink); }
.go { background: var(--accent); color: var(--on-accent); border-color: transparent; font-weight: 600; text-align: center; margin-top: .5rem; }
label { display: block; font-size: .875rem; font-weight: 600; color: var(--soft); margin: 2rem 0 .5rem; }
.wrong { color: var(--wrong); font-size: .875rem; margin-top: .5rem; }
:focus-visible { outline: 3px solid #6f7bf7; outline-offset: 2px; }
code { font-size: .8125rem; color: var(--soft); }
`;

const cssHash = createHash('sha256').update(css).digest('base64');

type Content = {
  readonly language: Language;
  readonly title: string;
  readonly body: Html;
  /** Where the form's answer may redirect to beside this origin: browsers check `form-action` there too. */
  readonly formTargets?: readonly string[];
};

/** One whole page: no script, no file from elsewhere, its one style sheet allowed by hash. */
export const page = ({ language, title, body, formTargets = [] }: Content): Page => ({
  headers: {
    'content-type': 'text/html; charset=utf-8',
    'content-language': language,
    'cache-control': 'no-store',
    'content-security-policy': [
      "default-src 'none'",
      `style-src 'sha256-${cssHash}'`,
      `form-action ${["'self'", ...formTargets].join(' ')}`,
      "base-uri 'none'",
      "frame-ancestors 'none'",
    ].join('; '),
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    vary: 'Accept-Language',
  },
  html: html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
<title>${title}</title>
<style>${new Html(css)}</style>
</head>
<body>
<main>
${body}
</main>
</body>
</html>
`.text,
});
