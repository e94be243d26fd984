// No imports but of its like: nothing of it needs a schema.
import { ipKey, ipRange, isInRange, type IpRange } from './ip-ranges.ts';

const ranges = (...texts: string[]): readonly IpRange[] => texts.flatMap((text) => ipRange(text) ?? []);

/** What is not for everybody, or not one machine. Source: IANA's registries of special-purpose addresses (RFC 6890). */
const NOT_PUBLIC = ranges(
  '0.0.0.0/8', '10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '169.254.0.0/16', '172.16.0.0/12', '192.0.0.0/24', '192.0.2.0/24', '192.88.99.0/24', '192.168.0.0/16',
  '198.18.0.0/15', '198.51.100.0/24', '203.0.113.0/24', '224.0.0.0/4', '240.0.0.0/4',
  '2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20',
);
/** Of IPv6 only this is given to anybody. */
const GLOBAL_V6 = ranges('2000::/3');

/** Whether an IP address is one of the open internet: no loopback, no private or link-local network, nothing that stands for another address. */
export function isPublicAddress(address: string): boolean {
  const key = ipKey(address);
  if (key === null || NOT_PUBLIC.some((range) => isInRange(range, key))) return false;
  return key.length === 8 || GLOBAL_V6.some((range) => isInRange(range, key));
}
