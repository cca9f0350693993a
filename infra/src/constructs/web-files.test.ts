import { expect, test } from 'vitest';
import { resource, resourcesOf, synthesizedStack } from '../../test/synthesized-stack.ts';

const dev = synthesizedStack('dev');
const prod = synthesizedStack('prod');

test('every file of the page is there, and the configuration beside it', () => {
  expect(
    resourcesOf(dev, 'aws_s3_object')
      .map(([, { key }]) => key)
      .toSorted(),
  ).toEqual([
    'assets/a-0.css',
    'assets/index-B1a2_3c4.js',
    'config.json',
    'favicon.svg',
    'index.html',
    'login_test.html',
  ]);
});

test('a file lies beside the stack and is uploaded again when it differs from what is there', () => {
  const page = resource(dev, 'aws_s3_object.web_files_index_html');

  expect(page).toMatchObject({
    content_type: 'text/html; charset=utf-8',
    cache_control: 'no-cache',
    // MD5 of "content of index.html".
    etag: '44517018f05a0408168d4a612224e2ce',
  });
  expect(page['source']).toMatch(/^assets\/web_files_index_html_file\/[0-9A-F]+\/index\.html$/);
});

test('a new page comes after what it loads, and what the old one loaded goes last', () => {
  const hashed = ['aws_s3_object.web_files_assets_a-0_css', 'aws_s3_object.web_files_assets_index-B1a2_3c4_js'];

  for (const name of ['index_html', 'login_test_html']) {
    expect(resource(dev, `aws_s3_object.web_files_${name}`)['depends_on']).toEqual(expect.arrayContaining(hashed));
  }
  for (const address of hashed) expect(resource(dev, address)['lifecycle']).toEqual({ create_before_destroy: true });
});

test.each([
  ['created', dev],
  ['existing', prod],
])('the page behind a %s distribution learns what the output web_config says', (_, stack) => {
  const config = resource(stack, 'aws_s3_object.web_files_config');

  expect(config).toMatchObject({
    key: 'config.json',
    content_type: 'application/json; charset=utf-8',
    cache_control: 'no-cache',
  });
  expect(JSON.parse(String(config['content']))).toEqual(stack.output['web_config']?.value);
});

test('a page behind a created distribution comes back to it from the login', () => {
  const { content } = resource(dev, 'aws_s3_object.web_files_config');
  const url = 'https://${aws_cloudfront_distribution.web.domain_name}';

  expect(JSON.parse(String(content))).toMatchObject({ redirectUri: url, apiUrl: '/api', webSocketUrl: '/ws' });
  expect(resource(dev, 'aws_cognito_user_pool_client.login')).toMatchObject({
    callback_urls: [url],
    logout_urls: [url],
  });
});
