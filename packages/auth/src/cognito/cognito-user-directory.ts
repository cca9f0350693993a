import {
  AdminGetUserCommand,
  AdminUserGlobalSignOutCommand,
  type CognitoIdentityProviderClient,
  UserNotFoundException,
} from '@aws-sdk/client-cognito-identity-provider';
import { userIdSchema } from '@tarotchat/protocol';
import type { Unavailable } from '../login-tokens.ts';
import type { UserDirectory } from '../user-directory.ts';

/**
 * {@link UserDirectory} on a Cognito user pool: AdminGetUser and AdminUserGlobalSignOut, 1 call each. Federated people
 * are known there by their user name only, not by `sub`.
 * https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminUserGlobalSignOut.html
 */
export const cognitoUserDirectory = (config: {
  /** In the pool's own region, see `userPoolRegion`. */
  readonly client: CognitoIdentityProviderClient;
  readonly userPoolId: string;
  /** Longest wait for one call, its repeats included. */
  readonly timeoutMs: number;
}): UserDirectory => {
  const of = (Username: string) => ({ UserPoolId: config.userPoolId, Username });
  const within = () => ({ abortSignal: AbortSignal.timeout(config.timeoutMs) });
  return {
    find: (username) =>
      orUnavailable({ kind: 'unknown' as const }, async () => {
        const { UserAttributes = [] } = await config.client.send(new AdminGetUserCommand(of(username)), within());
        const sub = UserAttributes.find(({ Name }) => Name === 'sub')?.Value;
        return { kind: 'found' as const, userId: userIdSchema.parse(sub) };
      }),
    signOut: (username) =>
      orUnavailable({ kind: 'signed-out' as const }, async () => {
        await config.client.send(new AdminUserGlobalSignOutCommand(of(username)), within());
        return { kind: 'signed-out' as const };
      }),
  };
};

const orUnavailable = async <T, U>(ofUnknown: U, work: () => Promise<T>): Promise<T | U | Unavailable> => {
  try {
    return await work();
  } catch (error) {
    if (error instanceof UserNotFoundException) return ofUnknown;
    // The message of an SDK error may quote the user name; its name tells enough.
    return { kind: 'unavailable', cause: new Error(`Cognito: ${error instanceof Error ? error.name : 'no answer'}`) };
  }
};
