import { expect, test } from '@jest/globals';
import { Addresses, assertAllowed } from '../../backend/collectors/address.ts';

test.each(['169.254.169.254', '169.254.0.1', 'fe80::1', 'febf::1', 'fe80::1%eth0', 'fd00:ec2::254', '::ffff:169.254.169.254', '::ffff:a9fe:a9fe', '64:ff9b::169.254.169.254'])('%s is never connected to', (address) => {
  expect(() => assertAllowed(address)).toThrow('link-local or metadata');
});

test.each(['127.0.0.1', '10.0.0.1', '192.168.1.10', '169.253.255.255', '169.255.0.1', '::1', 'fd00:ec2::253', 'fec0::1', '2001:db8::1'])('%s may be', (address) => {
  expect(() => assertAllowed(address)).not.toThrow();
});

test('a name is resolved to an address, an address stays as it is, and what has none is said in words', async () => {
  const addresses = new Addresses();
  await expect(addresses.resolve('127.0.0.9')).resolves.toBe('127.0.0.9');
  await expect(addresses.resolve('::1')).resolves.toBe('::1');
  await expect(addresses.resolve('localhost')).resolves.toBe('127.0.0.1');
  // A label of 64 characters: refused without asking a name server.
  await expect(addresses.resolve('x'.repeat(64))).rejects.toThrow(/"x{64}" has no address/);
  await expect(addresses.resolve('')).rejects.toThrow('no address');
  // Some resolvers take this for an IPv4 address.
  await expect(addresses.resolve('0xa9fea9fe')).rejects.toThrow(/link-local or metadata|has no address/);
});
