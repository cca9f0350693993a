import { expect, test } from 'vitest';
import { resource, resourcesOf, synthesizedStack } from '../../test/synthesized-stack.ts';

const dev = synthesizedStack('dev');
const prod = synthesizedStack('prod');
const arn = '${aws_s3_bucket.web_bucket.arn}';

const statementsOf = (stack: typeof dev) =>
  JSON.parse(String(resource(stack, 'aws_s3_bucket_policy.web_bucket')['policy'])).Statement;

test('nothing can make the bucket public', () => {
  for (const stack of [dev, prod]) {
    expect(resource(stack, 'aws_s3_bucket_public_access_block.web_bucket')).toMatchObject({
      bucket: '${aws_s3_bucket.web_bucket.id}',
      block_public_acls: true,
      block_public_policy: true,
      ignore_public_acls: true,
      restrict_public_buckets: true,
    });
  }
});

test('the bucket is encrypted and keeps old versions, before its first file', () => {
  expect(resource(dev, 'aws_s3_bucket_server_side_encryption_configuration.web_bucket')['rule']).toEqual([
    { apply_server_side_encryption_by_default: { sse_algorithm: 'AES256' } },
  ]);
  expect(resource(dev, 'aws_s3_bucket_versioning.web_bucket')['versioning_configuration']).toEqual({
    status: 'Enabled',
  });
  for (const [, file] of resourcesOf(dev, 'aws_s3_object')) {
    expect(file['depends_on']).toEqual(
      expect.arrayContaining([
        'aws_s3_bucket_public_access_block.web_bucket',
        'aws_s3_bucket_server_side_encryption_configuration.web_bucket',
        'aws_s3_bucket_versioning.web_bucket',
      ]),
    );
  }
});

test.each([
  ['created', dev, '${aws_cloudfront_distribution.web.arn}'],
  ['existing', prod, '${var.web_distribution_arn}'],
])('only the %s distribution reads, and nobody does anything without TLS', (_, stack, distributionArn) => {
  const byDistribution = {
    Effect: 'Allow',
    Principal: { Service: 'cloudfront.amazonaws.com' },
    Condition: { StringEquals: { 'AWS:SourceArn': distributionArn } },
  };

  expect(statementsOf(stack)).toEqual([
    { ...byDistribution, Action: ['s3:GetObject'], Resource: [`${arn}/*`] },
    { ...byDistribution, Action: ['s3:ListBucket'], Resource: [arn] },
    {
      Effect: 'Deny',
      Principal: '*',
      Action: ['s3:*'],
      Resource: [arn, `${arn}/*`],
      Condition: { Bool: { 'aws:SecureTransport': 'false' } },
    },
  ]);
});

test('the bucket opens when all of the page is there', () => {
  const files = resourcesOf(dev, 'aws_s3_object').map(([id]) => `aws_s3_object.${id}`);

  expect(files).toHaveLength(6);
  expect(resource(dev, 'aws_s3_bucket_policy.web_bucket')['depends_on']).toEqual(expect.arrayContaining(files));
});

test('a bucket is emptied for its removal only where things are tried out, and its name has the suffix', () => {
  expect(resource(dev, 'aws_s3_bucket.web_bucket')).toMatchObject({
    bucket_prefix: 'tarotchat-web-dev-',
    force_destroy: true,
  });
  expect(resource(prod, 'aws_s3_bucket.web_bucket')).toMatchObject({
    bucket_prefix: 'tarotchat-web-',
    force_destroy: false,
  });
});
