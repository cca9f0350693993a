/**
 * Name of Kakao as identity provider of the user pool. Cognito names its users `<provider>_<id at the provider>`.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-identity-federation.html
 */
export const identityProviderName = 'KakaoLogin';
