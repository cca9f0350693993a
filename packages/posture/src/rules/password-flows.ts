const passwordFlow =
  /^(ALLOW_)?(USER_AUTH|USER_SRP_AUTH|USER_PASSWORD_AUTH|ADMIN_USER_PASSWORD_AUTH|ADMIN_NO_SRP_AUTH|CUSTOM_AUTH|CUSTOM_AUTH_FLOW_ONLY)$/;

/**
 * Those of a client's flows by which an account of the pool itself signs in, whatever the login page offers.
 * https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateUserPoolClient.html
 */
export const passwordFlowsAmong = (flows: readonly string[]): readonly string[] =>
  flows.filter((flow) => passwordFlow.test(flow));
