import { decodeJwt } from 'jose';
import type { Person } from './person.ts';

/** Of the local environment: infra has its hash. */
export const kakaoAdminKey = 'local-kakao-admin-key';

/** Kakao's number of a person: Cognito calls a federated person `<provider>_<id there>`. */
export const kakaoIdOf = ({ accessToken }: Person): string =>
  String(decodeJwt(accessToken)['username']).split('_')[1] ?? '';

/** What Kakao sends when a person takes its link to this service away. */
export const unlinkAtKakao = (origin: string, person: Person, authorization = `KakaoAK ${kakaoAdminKey}`) =>
  fetch(`${origin}/api/webhooks/kakao/unlink`, {
    method: 'POST',
    headers: { Authorization: authorization },
    body: new URLSearchParams({ app_id: '1', user_id: kakaoIdOf(person), referrer_type: 'UNLINK_FROM_APPS' }),
  });
