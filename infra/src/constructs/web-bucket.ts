import { S3Bucket } from '@cdktf/provider-aws/lib/s3-bucket/index.js';
import { S3BucketLifecycleConfiguration } from '@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration/index.js';
import { S3BucketPolicy } from '@cdktf/provider-aws/lib/s3-bucket-policy/index.js';
import { S3BucketPublicAccessBlock } from '@cdktf/provider-aws/lib/s3-bucket-public-access-block/index.js';
import { S3BucketServerSideEncryptionConfigurationA } from '@cdktf/provider-aws/lib/s3-bucket-server-side-encryption-configuration/index.js';
import { S3BucketVersioningA } from '@cdktf/provider-aws/lib/s3-bucket-versioning/index.js';
import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import type { EnvironmentConfig } from '../config/environment.ts';
import type { Names } from '../naming.ts';

type BucketSettings = { readonly config: EnvironmentConfig; readonly names: Names };

/** The time to find out that an older page was the better one. */
const oldVersionsDays = 30;

/** A private bucket for the page: what it holds is built again any time, so Terraform may remove it where it is empty. */
export class WebBucket extends Construct {
  readonly bucket: S3Bucket;
  /** What has to be there before the first file. */
  readonly ready: readonly ITerraformDependable[];

  constructor(scope: Construct, id: string, { config, names }: BucketSettings) {
    super(scope, id);
    this.bucket = new S3Bucket(this, 's3_bucket', {
      bucketPrefix: names.webBucketPrefix,
      // S3 refuses to delete a bucket with anything in it; only where things are tried out it is emptied first.
      forceDestroy: !config.keepsState,
    });
    const ofBucket = { bucket: this.bucket.id };
    const block = new S3BucketPublicAccessBlock(this, 's3_bucket_public_access_block', {
      ...ofBucket,
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    });
    // S3's own keys: the page is public, and an ETag is the MD5 of a file only with them.
    const encryption = new S3BucketServerSideEncryptionConfigurationA(
      this,
      's3_bucket_server_side_encryption_configuration',
      { ...ofBucket, rule: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: 'AES256' } }] },
    );
    const versioning = new S3BucketVersioningA(this, 's3_bucket_versioning', {
      ...ofBucket,
      versioningConfiguration: { status: 'Enabled' },
    });
    new S3BucketLifecycleConfiguration(this, 's3_bucket_lifecycle_configuration', {
      ...ofBucket,
      rule: [
        {
          id: 'forget-old-pages',
          status: 'Enabled',
          filter: [{ prefix: '' }],
          noncurrentVersionExpiration: [{ noncurrentDays: oldVersionsDays }],
        },
      ],
      dependsOn: [versioning],
    });
    this.ready = [block, encryption, versioning];
  }

  /** Lets one distribution read, and nobody anything without TLS. */
  allowReading(distributionArn: string): void {
    const { arn } = this.bucket;
    const byDistribution = {
      Effect: 'Allow',
      Principal: { Service: 'cloudfront.amazonaws.com' },
      Condition: { StringEquals: { 'AWS:SourceArn': distributionArn } },
    };
    new S3BucketPolicy(this, 's3_bucket_policy', {
      bucket: this.bucket.id,
      policy: JSON.stringify({
        Version: '2012-10-17',
        Statement: [
          { ...byDistribution, Action: ['s3:GetObject'], Resource: [`${arn}/*`] },
          // Without it S3 answers 403 for a file that is not there. No list gets out: `/` is the default root object.
          { ...byDistribution, Action: ['s3:ListBucket'], Resource: [arn] },
          {
            Effect: 'Deny',
            Principal: '*',
            Action: ['s3:*'],
            Resource: [arn, `${arn}/*`],
            Condition: { Bool: { 'aws:SecureTransport': 'false' } },
          },
        ],
      }),
      // S3 refuses two changes of a bucket's access at the same moment.
      dependsOn: [...this.ready],
    });
  }
}
