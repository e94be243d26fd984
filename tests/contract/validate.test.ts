import { describe, expect, test } from '@jest/globals';
import { isIPv4, isIPv6 } from 'node:net';
import fc from 'fast-check';
import { isAddress, isCidrOrEmpty, isHostName, isIpOrEmpty, isIpv4, isIpv6 } from '../../backend/contract/addresses.ts';
import { isDateTime } from '../../backend/contract/moments.ts';
import { textOf } from '../../backend/contract/sentence.ts';
import { NewServerSchema, ServerPatchSchema } from '../../backend/contract/server.ts';
import { compile, parse } from '../../backend/contract/validate.ts';

const faults = compile(NewServerSchema);
const json = (text: string): unknown => JSON.parse(text);

describe('compile', () => {
  test.each([
    [{ name: 'x' }, []],
    [{}, [['', 'must have name or id']]],
    [5, [['', 'must be an object']]],
    [{ name: 'x', status: 'active' }, [['/status', 'is read-only']]],
    [{ name: 'x', nmae: 'y' }, [['/nmae', 'is not a known field']]],
    [{ name: 'x', ip: '1.2.3.400' }, [['/ip', 'must be an IPv4 address, an IPv6 address, a host name or "", not "1.2.3.400"']]],
    [{ name: 'x', position: { x: 1 } }, [['/position/y', 'is missing']]],
    [{ name: 'x', source: { kind: 'foo' } }, [['/source', 'must be an object whose kind is one of local, ssh, node_exporter, webmin, prometheus, none']]],
    [{ name: 'x', source: { kind: 'ssh', port: 0, nope: 1 } }, [['/source/nope', 'is not a known field'], ['/source/port', 'must be at least 1']]],
    [{ name: 'x', parent: 5 }, [['/parent', 'must be a text or null']]],
    [{ name: 'a\nb' }, [['/name', 'must not hold control characters, not "a\\nb"']]],
    [{ name: 'a\u0000b' }, [['/name', 'must not hold control characters, not "a\\u0000b"']]],
    [{ name: 'x'.repeat(100_000) }, [['/name', 'must have at most 200 characters']]],
    [{ name: 'x', tags: json('{"__proto__":"a","a/b":"c"}') }, [['/tags/__proto__', 'is not a known field'], ['/tags/a~1b', 'is not a known field']]],
    [{ name: 'x', networks: ['a', 'a'] }, [['/networks', 'must not hold the same item twice']]],
    [{ name: 'half \ud83d pair' }, [['/name', 'must be text; it holds half of a surrogate pair']]],
    [{ name: 'whole 🗄️ pair', tags: { constructor: 'x' } }, []],
  ])('%j', (body, expected) => {
    expect(faults(body).map(({ pointer, message }) => [pointer, textOf(message)])).toEqual(expected);
  });

  test('of a patch takes null for a default and for a tag, and a part of position and source', () => {
    expect(compile(ServerPatchSchema)({ name: null, tags: { a: null }, position: { x: 1 }, source: { port: 22, user: null } })).toEqual([]);
    expect(compile(ServerPatchSchema)({ id: 'x' })).toMatchObject([{ pointer: '/id' }]);
  });

  test('never throws, whatever it is given, and takes only what reads back the same', () => {
    fc.assert(fc.property(fc.jsonValue(), (value) => {
      if (faults(value).length === 0) expect(JSON.parse(Buffer.from(JSON.stringify(value)).toString())).toEqual(value);
    }), { seed: 6, numRuns: 500 });
  });
});

test('parse answers the value or throws 422 with its faults in a sentence', () => {
  expect(parse(NewServerSchema, { id: 'a' })).toEqual({ id: 'a' });
  expect(() => parse(NewServerSchema, { id: '', ip: '!' })).toThrow(expect.objectContaining({ code: 'invalid', message: expect.stringMatching(/^\/id must start with .*; \/ip must be an IPv4 address/) }));
});

describe('addresses', () => {
  test('IPv4 and IPv6 are as Node reads them', () => {
    fc.assert(fc.property(fc.oneof(fc.ipV4(), fc.ipV6(), fc.ipV4Extended(), fc.string(), fc.stringMatching(/^[0-9a-f:.]{0,45}$/)), (text) => {
      if (text.includes('%')) return;
      expect([text, isIpv4(text), isIpv6(text)]).toEqual([text, isIPv4(text), isIPv6(text)]);
    }), { seed: 7, numRuns: 2_000 });
  });

  test.each(['db', 'db.example.com', 'DB-1.example', '_dmarc.example', 'xn--mnchen-3ya.de', '1and1.com', 'fe80::1%eth0', ''])('%j is an address', (text) => expect(isAddress(text)).toBe(true));
  test.each(['1.2.3.400', '1.2.3', '01.2.3.4', '-a.b', 'a-.b', 'a..b', 'a.b.', 'a b', 'ä.de', '[::1]', '::1%', 'x'.repeat(64), `${'a.'.repeat(127)}com`, '10.0.0.0/8', 'a\n'])('%j is none', (text) => expect(isAddress(text)).toBe(false));
  test.each(['', '10.0.0.0/8', '0.0.0.0/0', 'fd00::/8', '::/0', '10.1.2.3/32'])('%j is a range', (text) => expect(isCidrOrEmpty(text)).toBe(true));
  test.each(['10.0.0.0', '10.0.0.0/33', 'fd00::/129', '10.0.0.0/08', 'host/8', '10.0.0.0/8/8', '/8'])('%j is no range', (text) => expect(isCidrOrEmpty(text)).toBe(false));
  test('a gateway is an address, not a name', () => expect([isIpOrEmpty(''), isIpOrEmpty('::1'), isIpOrEmpty('gw')]).toEqual([true, true, false]));
  test('a host name does not end in digits alone', () => expect([isHostName('a.1'), isHostName('a.1b')]).toEqual([false, true]));
});

describe('isDateTime', () => {
  test.each(['2025-01-31T12:00:00Z', '2024-02-29T23:59:59.123456Z', '2025-01-31T12:00:00+02:00'])('%s is one', (text) => expect(isDateTime(text)).toBe(true));
  test.each(['2025-02-29T12:00:00Z', '2025-01-31T12:00:00', '2025-13-01T00:00:00Z', '2025-01-31', '2025-01-31T24:00:00Z', '2025-01-31 12:00:00Z', ''])('%s is none', (text) => expect(isDateTime(text)).toBe(false));
});
