// No imports but of its like: the page uses these at run time.
import { isIpv4, isIpv6 } from './addresses.ts';

/** First and last address of a range, as `ipKey` writes them. */
export type IpRange = { readonly first: string; readonly last: string };

/**
 * An IP address as hexadecimal digits, 8 of IPv4 and 32 of IPv6, so that equal addresses are equal texts and their order is
 * that of the addresses. The zone of an IPv6 address is left out. Null where the text is no IP address, such as a host name.
 */
export function ipKey(text: string): string | null {
  if (isIpv4(text)) return text.split('.').map((octet) => Number(octet).toString(16).padStart(2, '0')).join('');
  if (!isIpv6(text)) return null;
  const [address = ''] = text.split('%');
  const [head = '', tail] = address.split('::').map(groupsOf);
  return tail === undefined ? head : head + tail.padStart(32 - head.length, '0');
}

/** The range of a text `address/bits`; null where it is none. */
export function ipRange(cidr: string): IpRange | null {
  const [address = '', bits = ''] = cidr.split('/');
  const key = ipKey(address);
  if (key === null || !/^[0-9]{1,3}$/.test(bits) || Number(bits) > key.length * 4) return null;
  const whole = key.slice(0, Math.floor(Number(bits) / 4));
  const open = 2 ** (4 - (Number(bits) % 4)) - 1;
  const rest = key.length - whole.length;
  if (rest === 0) return { first: key, last: key };
  const digit = parseInt(key.charAt(whole.length), 16);
  const cut = (value: number, fill: string): string => whole + value.toString(16) + fill.repeat(rest - 1);
  return { first: cut(digit & ~open, '0'), last: cut(digit | open, 'f') };
}

/** Whether an address, as `ipKey` writes it, lies in a range. */
export const isInRange = ({ first, last }: IpRange, key: string): boolean => key.length === first.length && key >= first && key <= last;

function groupsOf(half: string): string {
  if (half === '') return '';
  return half.split(':').map((group) => (group.includes('.') ? ipKey(group) ?? '' : group.toLowerCase().padStart(4, '0'))).join('');
}
