import type { IncomingMessage, ServerResponse } from 'node:http';
import { errors, type Provider } from 'oidc-provider';
import type { CognitoOptions } from './cognito.ts';
import { deadEndPage } from './dead-end-page.ts';
import { chooseLanguage } from './language.ts';
import { loginPage } from './login-page.ts';
import type { Page } from './page.ts';
import type { PeopleStore } from './people-store.ts';
import { parseName, personOf } from './person.ts';
import { readForm } from './read-form.ts';

type Deps = { readonly options: CognitoOptions; readonly provider: Provider; readonly people: PeopleStore };

const samplePeople = ['민아', '도윤', 'Alex'];
const mostPeople = 8;

const send = (response: ServerResponse, statusCode: number, { headers, html }: Page): void => {
  response.writeHead(statusCode, headers).end(html);
};

const namesToShow = (people: PeopleStore): string[] => [
  ...new Set([...people.latest(mostPeople - samplePeople.length), ...samplePeople]),
];

const showForm = ({ options, people }: Deps, request: IncomingMessage, refusedName?: string): Page =>
  loginPage({
    language: chooseLanguage(request.headers['accept-language']),
    names: namesToShow(people),
    formTargets: [...new Set(options.client.callbackUrls.map((url) => new URL(url).origin))],
    ...(refusedName === undefined ? {} : { refusedName }),
  });

const finishLogin = async (deps: Deps, request: IncomingMessage, response: ServerResponse): Promise<void> => {
  const { options, provider, people } = deps;
  const typed = (await readForm(request))?.get('name') ?? '';
  const name = parseName(typed);
  if (name === undefined) return send(response, 400, showForm(deps, request, typed.slice(0, 40)));
  const person = personOf(options)(name);
  people.remember(person, options.now());
  const login = { accountId: person.sub, remember: false, ts: Math.floor(options.now() / 1000) };
  await provider.interactionFinished(request, response, { login }, { mergeWithLastSubmission: false });
};

/**
 * `/login/<id of the started login>`: GET shows the form, POST takes the choice. The library ties it to the browser
 * that started it by a SameSite=Lax cookie for this very path, which no foreign page's POST carries.
 */
export const handleLogin =
  (deps: Deps) =>
  async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    try {
      await deps.provider.interactionDetails(request, response);
      if (request.method === 'POST') return await finishLogin(deps, request, response);
      send(response, 200, showForm(deps, request));
    } catch (error) {
      if (!(error instanceof errors.SessionNotFound)) throw error;
      const language = chooseLanguage(request.headers['accept-language']);
      send(response, 400, deadEndPage({ language, client: deps.options.client, reason: 'expired' }));
    }
  };
