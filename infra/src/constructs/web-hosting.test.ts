import { expect, test } from 'vitest';
import { type Json, resource, resourcesOf, type StackJson, synthesizedStack } from '../../test/synthesized-stack.ts';

const dev = synthesizedStack('dev');
const prod = synthesizedStack('prod');
const distribution = resource(dev, 'aws_cloudfront_distribution.web');

// Managed policies of CloudFront, from its documentation.
const cachingOptimized = '658327ea-f89d-4fab-a63d-7e88639e58f6';
const cachingDisabled = '4135ea2d-6df8-44a3-9df3-4b5a84be39ad';
const allViewerExceptHostHeader = 'b689b0a8-53d0-40ab-baf2-68738e2966ac';
const securityHeaders = '67f7725c-6f97-4210-82d7-5512b31e9d03';

test('the page comes from the bucket, by signed reads', () => {
  expect(distribution['origin']).toContainEqual({
    origin_id: 'page',
    domain_name: '${aws_s3_bucket.web_bucket.bucket_regional_domain_name}',
    origin_access_control_id: '${aws_cloudfront_origin_access_control.web.id}',
  });
  expect(resource(dev, 'aws_cloudfront_origin_access_control.web')).toMatchObject({
    name: 'tarotchat_web-dev',
    origin_access_control_origin_type: 's3',
    signing_behavior: 'always',
    signing_protocol: 'sigv4',
  });
  expect(distribution['default_cache_behavior']).toEqual({
    target_origin_id: 'page',
    viewer_protocol_policy: 'redirect-to-https',
    allowed_methods: ['GET', 'HEAD'],
    cached_methods: ['GET', 'HEAD'],
    compress: true,
    cache_policy_id: cachingOptimized,
    response_headers_policy_id: securityHeaders,
  });
  expect(distribution['default_root_object']).toBe('index.html');
});

test('both APIs are reached by TLS 1.2 only, and under their own stages without rewriting', () => {
  const byTls = {
    http_port: 80,
    https_port: 443,
    origin_protocol_policy: 'https-only',
    origin_ssl_protocols: ['TLSv1.2'],
    origin_read_timeout: 30,
  };
  const host = 'execute-api.us-east-1.amazonaws.com';

  expect(distribution['origin']).toEqual([
    expect.objectContaining({ origin_id: 'page' }),
    {
      origin_id: 'rest-api',
      domain_name: `\${aws_api_gateway_rest_api.rest.id}.${host}`,
      custom_origin_config: byTls,
    },
    {
      origin_id: 'web-socket-api',
      domain_name: `\${aws_apigatewayv2_api.web-socket.id}.${host}`,
      custom_origin_config: byTls,
    },
  ]);
  expect(resource(dev, 'aws_api_gateway_stage.rest')['stage_name']).toBe('api');
  expect(resource(dev, 'aws_apigatewayv2_stage.web-socket-stage')['name']).toBe('ws');
});

test('nothing of the APIs is cached, all that a client sends but the host is passed on, and never without TLS', () => {
  const api = {
    viewer_protocol_policy: 'https-only',
    cached_methods: ['GET', 'HEAD'],
    compress: false,
    cache_policy_id: cachingDisabled,
    origin_request_policy_id: allViewerExceptHostHeader,
  };

  expect(distribution['ordered_cache_behavior']).toEqual([
    {
      ...api,
      path_pattern: '/api/*',
      target_origin_id: 'rest-api',
      allowed_methods: ['GET', 'HEAD', 'OPTIONS', 'PUT', 'POST', 'PATCH', 'DELETE'],
      response_headers_policy_id: securityHeaders,
    },
    { ...api, path_pattern: '/ws', target_origin_id: 'web-socket-api', allowed_methods: ['GET', 'HEAD'] },
  ]);
});

test('no error is kept for the next person, and none of the API’s answers is replaced by a page', () => {
  // Every code that CloudFront keeps for ten seconds unless it is told otherwise.
  const kept = [400, 403, 404, 405, 414, 500, 501, 502, 503, 504];

  expect(distribution['custom_error_response']).toEqual(
    kept.map((error_code) => ({ error_code, error_caching_min_ttl: 0 })),
  );
});

test('the distribution serves people in Korea, by HTTP/3 and IPv6 too', () => {
  expect(distribution).toMatchObject({
    enabled: true,
    http_version: 'http2and3',
    is_ipv6_enabled: true,
    price_class: 'PriceClass_200',
    viewer_certificate: { cloudfront_default_certificate: true },
    restrictions: { geo_restriction: { restriction_type: 'none' } },
  });
});

test('the login, and through it every function, may wait for the distribution, because it waits for neither', () => {
  const waitedFor = referencesFrom(dev, 'aws_cloudfront_distribution.web');

  expect([...waitedFor].toSorted()).toEqual([
    'aws_api_gateway_rest_api.rest',
    'aws_apigatewayv2_api.web-socket',
    'aws_cloudfront_origin_access_control.web',
    'aws_s3_bucket.web_bucket',
  ]);
});

test('failures of the distribution raise an alarm that says what they mean to people', () => {
  expect(resource(dev, 'aws_cloudwatch_metric_alarm.web')).toMatchObject({
    alarm_name: 'tarotchat_web_errors-dev',
    alarm_description: 'People cannot load the page or use it: more than one answer in twenty is a failure of ours.',
    namespace: 'AWS/CloudFront',
    metric_name: '5xxErrorRate',
    dimensions: { DistributionId: '${aws_cloudfront_distribution.web.id}', Region: 'Global' },
    threshold: 5,
  });
});

test('an existing distribution is told the very settings that a created one gets', () => {
  const created = synthesizedStack('prod', {
    config: {
      webHosting: { kind: 'created', priceClass: 'PriceClass_200' },
      login: { callbackUrls: [], logoutUrls: [] },
    },
  });
  const settings = JSON.parse(JSON.stringify(prod.output['web_distribution_settings']?.value));
  const { origin, ordered_cache_behavior, custom_error_response } = resource(
    created,
    'aws_cloudfront_distribution.web',
  );

  expect(snakeCased(settings)).toMatchObject({ origin, ordered_cache_behavior, custom_error_response });
  expect(resourcesOf(prod, 'aws_cloudfront_distribution')).toEqual([]);
  expect(prod.variable['web_distribution_arn']).toMatchObject({ type: 'string' });
  expect(prod.variable['web_distribution_arn']).not.toHaveProperty('default');
});

test('an address that people know is not thrown away', () => {
  const created = synthesizedStack('prod', {
    config: {
      webHosting: { kind: 'created', priceClass: 'PriceClass_All' },
      login: { callbackUrls: [], logoutUrls: [] },
    },
  });

  expect(resource(created, 'aws_cloudfront_distribution.web')['lifecycle']).toEqual({ prevent_destroy: true });
  expect(distribution).not.toHaveProperty('lifecycle');
});

test('the local stack hosts nothing, and asks for no distribution', () => {
  const local = synthesizedStack('local');

  expect(Object.keys(local.resource).filter((type) => /^aws_(s3|cloudfront)_/.test(type))).toEqual([]);
  expect(local.variable).not.toHaveProperty('web_distribution_arn');
  expect(Object.keys(local.output).filter((name) => /^web_(url|bucket|distribution)/.test(name))).toEqual([]);
});

/** Everything that a resource refers to or depends on, and what that does, and so on. */
const referencesFrom = (stack: StackJson, address: string, found = new Set<string>()): ReadonlySet<string> => {
  const text = JSON.stringify(resource(stack, address));
  for (const [, next = ''] of text.matchAll(/(aws_[a-z0-9_]+\.[\w-]+)/g)) {
    if (!found.has(next)) referencesFrom(stack, next, found.add(next));
  }
  return found;
};

const snakeCased = (value: Json): Json => {
  if (Array.isArray(value)) return value.map(snakeCased);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => [
      name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
      snakeCased(each),
    ]),
  );
};
