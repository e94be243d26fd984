import { describe, expect, test } from '@jest/globals';
import { ipKey, ipRange, isInRange } from '../../backend/contract/ip-ranges.ts';
import { addressClashes } from '../../backend/domain/address-clashes.ts';

const member = (id: string, ip: string, ...more: string[]) => ({ id, ip, addresses: more.map((address) => ({ ip: address })) });

describe('ipKey', () => {
  test.each([
    ['10.0.0.1', '0a000001'], ['255.255.255.255', 'ffffffff'], ['::', '0'.repeat(32)], ['::1', '1'.padStart(32, '0')],
    ['2001:DB8::8:800:200C:417A', '20010db80000000000080800200c417a'], ['::ffff:10.0.0.1', '0a000001'.padStart(32, `${'0'.repeat(20)}ffff`)], ['fe80::1%eth0', `fe80${'1'.padStart(28, '0')}`],
    ['web1.example.com', null], ['', null], ['300.1.1.1', null],
  ])('%s is %s', (text, key) => { expect(ipKey(text)).toBe(key); });
});

describe('ipRange', () => {
  test.each([
    ['10.0.0.0/8', '10.255.255.255', '11.0.0.0'], ['10.17.3.7/22', '10.17.0.0', '10.17.4.0'], ['0.0.0.0/0', '203.0.113.9', '::1'], ['10.0.0.5/32', '10.0.0.5', '10.0.0.4'],
    ['10.0.0.128/25', '10.0.0.129', '10.0.0.127'], ['2001:db8::/33', '2001:db8:7fff::1', '2001:db8:8000::1'],
  ])('%s holds %s, not %s', (cidr, inside, outside) => {
    const range = ipRange(cidr);
    expect(range).not.toBeNull();
    if (range !== null) expect([inside, outside].map((ip) => isInRange(range, ipKey(ip) ?? ''))).toEqual([true, false]);
  });

  test.each(['', '10.0.0.0', '10.0.0.0/33', 'lan/8', '::/129', '10.0.0.0/x'])('%j is no range', (text) => { expect(ipRange(text)).toBeNull(); });
});

describe('addressClashes', () => {
  const lan = { id: 'lan', cidr: '10.0.0.0/24' };

  test('tells an address that several members have, however it is written', () => {
    expect(addressClashes({ id: 'six', cidr: 'fd00::/8' }, [member('a', 'fd00::1'), member('b', 'fd00:0:0::01'), member('c', 'fd00::2')]))
      .toEqual([{ network: 'six', kind: 'shared', ip: 'fd00::1', servers: ['a', 'b'] }]);
  });

  test('a member is outside where none of its addresses lies in the range; a host name says nothing', () => {
    expect(addressClashes(lan, [member('a', '192.168.0.9', '10.0.0.9'), member('b', '192.168.0.9'), member('c', 'c.example'), member('d', '')]))
      .toEqual([{ network: 'lan', kind: 'outside', ip: '192.168.0.9', servers: ['b'] }]);
  });

  test('what one member says twice is no clash, and what members have elsewhere is none here', () => {
    expect(addressClashes(lan, [member('a', '10.0.0.1', '10.0.0.1', '192.168.0.1'), member('b', '10.0.0.2', '192.168.0.1')])).toEqual([]);
  });

  test('a network without a range compares the addresses its members are reached at', () => {
    expect(addressClashes({ id: 'any', cidr: '' }, [member('a', '10.0.0.1', '10.9.9.9'), member('b', '10.0.0.1'), member('c', '10.9.9.9')]))
      .toEqual([{ network: 'any', kind: 'shared', ip: '10.0.0.1', servers: ['a', 'b'] }]);
  });
});
