import { type SignOutEverywhereDeps, signOutEverywhere, type UserDirectory } from '@tarotchat/auth';
import { type CloseConnectionsDeps, closeConnections } from '@tarotchat/chat';
import { identityProviderName } from '@tarotchat/declarations';
import { CodedError } from '@tarotchat/errors';
import { type Logger, type RestAnswer, type RestRequest, restRoute } from '@tarotchat/lambda-kit';
import * as z from 'zod/mini';
import type { IsKakao } from './kakao-credential.ts';

export type HandlerDeps = Omit<SignOutEverywhereDeps, 'closeConnections'> &
  CloseConnectionsDeps & {
    readonly isKakao: IsKakao;
    readonly directory: UserDirectory;
    readonly logger: Logger;
  };

/** Kakao's number of a person, which is their OpenID `sub` there too. */
const kakaoUserIdSchema = z.string().check(z.regex(/^\d{1,20}$/));

export const createHandler = (deps: HandlerDeps) => restRoute({ logger: deps.logger }, takeUnlink(deps));

/** Whoever is not known here has nothing to be signed out of: Kakao hears the same. */
const takeUnlink =
  (deps: HandlerDeps) =>
  async ({ headers, body, requestId }: RestRequest): Promise<RestAnswer> => {
    if (!deps.isKakao(headers['authorization'])) throw new CodedError('UNAUTHENTICATED');

    const username = `${identityProviderName}_${readKakaoUserId(body)}`;
    const person = await deps.directory.find(username);
    if (person.kind === 'unavailable') throw new CodedError('SERVICE_UNAVAILABLE', {}, { cause: person.cause });
    if (person.kind === 'unknown') {
      deps.logger.info('an unlinked person is not known here', { requestId });
      return { status: 200 };
    }

    const { userId } = person;
    const outcome = await signOutEverywhere({ ...deps, closeConnections: closeConnections(deps) })({
      userId,
      username,
    });
    if (outcome.kind === 'unavailable') {
      deps.logger.error('logins not ended at the login', outcome.cause, { requestId });
    }
    deps.logger.info('an unlinked person is signed out everywhere', { requestId });
    return { status: 200 };
  };

/** The body is a form: `app_id`, `user_id`, `referrer_type`. */
const readKakaoUserId = (body: string): string => {
  const parsed = kakaoUserIdSchema.safeParse(new URLSearchParams(body).get('user_id'));
  if (!parsed.success) {
    throw new CodedError('INVALID_FIELD', {
      field: 'user_id',
      message: '"user_id" must be Kakao’s number of a person.',
    });
  }
  return parsed.data;
};
