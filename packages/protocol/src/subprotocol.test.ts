import { expect, test } from 'vitest';
import { offeredSubprotocols, readSubprotocolOffer } from './index.ts';

test('what a client offers is what the server reads', () => {
  const header = offeredSubprotocols('aaa.bbb.ccc').join(', ');

  expect(readSubprotocolOffer(header)).toEqual({ speaksOurs: true, accessTokens: ['aaa.bbb.ccc'] });
});

test.each([
  ['', { speaksOurs: false, accessTokens: [] }],
  ['tarotchat.v1', { speaksOurs: true, accessTokens: [] }],
  ['bearer.a', { speaksOurs: false, accessTokens: ['a'] }],
  ['tarotchat.v1,bearer.a,bearer.b', { speaksOurs: true, accessTokens: ['a', 'b'] }],
  ['tarotchat.v2, Bearer.a', { speaksOurs: false, accessTokens: [] }],
])('the offer %j is read as it is', (header, expected) => {
  expect(readSubprotocolOffer(header)).toEqual(expected);
});
