import {
  CognitoIdentityProviderClient,
  DescribeUserPoolClientCommand,
  DescribeUserPoolCommand,
  ListUserPoolClientsCommand,
  ListUserPoolsCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { elements, member } from '../json-node.ts';
import type { Asking } from './asking.ts';
import { everyPage } from './every-page.ts';
import type { ApiScope } from './read-apis.ts';

/** User pools with their app clients. A client's secret is dropped at once: that there is one is all that counts. */
export const readLogins = async ({ ask }: Asking, { region, wants, connection }: ApiScope): Promise<void> => {
  const client = new CognitoIdentityProviderClient({ region, ...connection });
  const pools = await ask('cognito-idp-list-user-pools', '', () =>
    everyPage((NextToken) => client.send(new ListUserPoolsCommand({ NextToken, MaxResults: 60 })), {
      list: 'UserPools',
      token: 'NextToken',
    }),
  );
  for (const pool of pools ? elements(member(pools, 'UserPools')) : []) {
    if (!wants(String(member(pool, 'Name').value))) continue;
    const UserPoolId = String(member(pool, 'Id').value);
    await ask('cognito-idp-describe-user-pool', UserPoolId, () =>
      client.send(new DescribeUserPoolCommand({ UserPoolId })),
    );
    const clients = await ask('cognito-idp-list-user-pool-clients', UserPoolId, () =>
      everyPage((NextToken) => client.send(new ListUserPoolClientsCommand({ UserPoolId, NextToken, MaxResults: 60 })), {
        list: 'UserPoolClients',
        token: 'NextToken',
      }),
    );
    for (const appClient of clients ? elements(member(clients, 'UserPoolClients')) : []) {
      const ClientId = String(member(appClient, 'ClientId').value);
      await ask('cognito-idp-describe-user-pool-client', ClientId, async () => {
        const { UserPoolClient } = await client.send(new DescribeUserPoolClientCommand({ UserPoolId, ClientId }));
        const hasSecret = UserPoolClient?.ClientSecret !== undefined;
        return { UserPoolClient: { ...UserPoolClient, ...(hasSecret && { ClientSecret: 'REDACTED' }) } };
      });
    }
  }
  client.destroy();
};
