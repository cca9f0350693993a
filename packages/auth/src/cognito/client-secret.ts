import {
  type CognitoIdentityProviderClient,
  DescribeUserPoolClientCommand,
} from '@aws-sdk/client-cognito-identity-provider';

/** The secret of the app client, as this process knows it. */
export type ClientSecret = {
  /** Read from Cognito once, then kept. */
  readonly read: () => Promise<string>;
  /** Read from Cognito again, unless that has happened since `refused` was handed out: for a secret that was rotated. */
  readonly readAgain: (refused: string) => Promise<string>;
};

/**
 * Reads the client secret with DescribeUserPoolClient (action `cognito-idp:DescribeUserPoolClient`), so that it lies in
 * no environment variable, where every reader of the function's configuration would see it.
 */
export const cognitoClientSecret = (config: {
  readonly client: CognitoIdentityProviderClient;
  readonly userPoolId: string;
  readonly clientId: string;
  readonly timeoutMs: number;
}): ClientSecret => {
  let known: Promise<string> | undefined;
  const describe = (): Promise<string> => {
    const reading = describeClientSecret(config);
    known = reading;
    // A failure is not kept: the next request tries again.
    reading.catch(() => {
      if (known === reading) known = undefined;
    });
    return reading;
  };
  const read = (): Promise<string> => known ?? describe();
  return { read, readAgain: async (refused) => ((await read()) === refused ? describe() : read()) };
};

const describeClientSecret = async (config: Parameters<typeof cognitoClientSecret>[0]): Promise<string> => {
  const { UserPoolClient } = await config.client.send(
    new DescribeUserPoolClientCommand({ UserPoolId: config.userPoolId, ClientId: config.clientId }),
    { abortSignal: AbortSignal.timeout(config.timeoutMs) },
  );
  const secret = UserPoolClient?.ClientSecret;
  if (!secret) throw new Error('the app client of the user pool has no secret');
  return secret;
};
