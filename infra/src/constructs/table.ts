import { DynamodbTable } from '@cdktf/provider-aws/lib/dynamodb-table/index.js';
import type { TableDeclaration } from '@tarotchat/declarations';
import { Construct } from 'constructs';
import type { EnvironmentConfig } from '../config/environment.ts';
import type { Names } from '../naming.ts';

type TableSettings = {
  readonly config: EnvironmentConfig;
  readonly names: Names;
  readonly declaration: TableDeclaration;
};

/** A DynamoDB table: on demand, encrypted with KMS, restorable to any second of 35 days. */
export class Table extends Construct {
  readonly table: DynamodbTable;

  constructor(scope: Construct, id: string, { config, names, declaration }: TableSettings) {
    super(scope, id);
    const { partitionKey, sortKey, ttlAttribute } = declaration;
    this.table = new DynamodbTable(this, 'dynamodb_table', {
      name: names.table(declaration),
      billingMode: 'PAY_PER_REQUEST',
      hashKey: partitionKey,
      ...(sortKey !== undefined && { rangeKey: sortKey }),
      attribute: [partitionKey, ...(sortKey === undefined ? [] : [sortKey])].map((name) => ({ name, type: 'S' })),
      ...(ttlAttribute !== undefined && { ttl: { attributeName: ttlAttribute, enabled: true } }),
      pointInTimeRecovery: { enabled: true },
      serverSideEncryption: { enabled: true },
      deletionProtectionEnabled: config.keepsState,
      ...(config.keepsState && { lifecycle: { preventDestroy: true } }),
    });
  }
}
