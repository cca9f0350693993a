/** Something that moto 5.2.1 does otherwise than AWS, so that a second plan wants to change it. */
export type EmulatorGap = {
  readonly type: string;
  readonly attribute: string;
  readonly because: string;
};

/** The whole of the drift that a rehearsal tolerates. An entry that is no longer met fails the rehearsal. */
export const emulatorGaps: readonly EmulatorGap[] = [
  {
    type: 'aws_lambda_function',
    attribute: 'logging_config',
    because: 'moto takes the logging configuration of a function and does not give it back',
  },
  {
    type: 'aws_sqs_queue',
    attribute: 'redrive_policy',
    because: 'moto gives the policy back with other white space; AWS gives it back as it was written',
  },
  {
    type: 'aws_cloudfront_distribution',
    attribute: 'default_cache_behavior',
    because: 'moto gives an empty forwarded_values back beside the cache policy',
  },
  {
    type: 'aws_cloudfront_distribution',
    attribute: 'ordered_cache_behavior',
    because: 'moto gives an empty forwarded_values back beside the cache policy',
  },
  {
    type: 'aws_cloudfront_distribution',
    attribute: 'origin',
    because: 'moto forgets the access control of the origin',
  },
  {
    type: 'aws_cloudfront_distribution',
    attribute: 'viewer_certificate',
    because: 'moto says sni-only for the certificate that is CloudFront’s own',
  },
];

/** What is met besides once the four live functions, which are made for another processor, run this repository's code. */
export const cutOverGaps: readonly EmulatorGap[] = [
  ...emulatorGaps,
  {
    type: 'aws_lambda_function',
    attribute: 'architectures',
    because: 'moto takes new code for another processor and goes on saying x86_64',
  },
  {
    type: 'aws_lambda_function',
    attribute: 'tracing_config',
    because: 'moto keeps the tracing that a function was made with',
  },
];
