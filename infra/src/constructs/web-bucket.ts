import { S3Bucket } from '@cdktf/provider-aws/lib/s3-bucket/index.js';
import { S3BucketPolicy } from '@cdktf/provider-aws/lib/s3-bucket-policy/index.js';
import { S3BucketPublicAccessBlock } from '@cdktf/provider-aws/lib/s3-bucket-public-access-block/index.js';
import { S3BucketServerSideEncryptionConfigurationA } from '@cdktf/provider-aws/lib/s3-bucket-server-side-encryption-configuration/index.js';
import { S3BucketVersioningA } from '@cdktf/provider-aws/lib/s3-bucket-versioning/index.js';
import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import type { EnvironmentConfig } from '../config/environment.ts';
import type { Names } from '../naming.ts';

type BucketSettings = { readonly config: EnvironmentConfig; readonly names: Names };

/**
 * A private bucket for the page. What it holds can be built again, so nothing but S3 itself, which deletes no bucket that
 * holds something, guards it. Old versions stay for the way back: a hundred of them are ten megabytes.
 */
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
    this.ready = [block, encryption, versioning];
  }

  /** Lets one distribution read once all of the page is there, and nobody do anything without TLS. */
  allowReading(distributionArn: string, page: readonly ITerraformDependable[]): void {
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
      dependsOn: [...this.ready, ...page],
    });
  }
}
