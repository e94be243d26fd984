// No imports: the page uses these at run time.

const OCTET = '(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])';
const IPV4 = new RegExp(`^${OCTET}(?:\\.${OCTET}){3}$`);
const LABEL = /^[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?$/;

/** Whether a text is an IPv4 address in dotted decimals, without leading zeros. */
export const isIpv4 = (text: string): boolean => IPV4.test(text);

/** Whether a text is an IPv6 address (RFC 4291), with a zone (RFC 4007) or without. */
export function isIpv6(text: string): boolean {
  const [address = '', zone, ...more] = text.split('%');
  if (more.length > 0 || (zone !== undefined && !/^[A-Za-z0-9._-]{1,32}$/.test(zone))) return false;
  const halves = address.split('::');
  if (halves.length > 2) return false;
  const counts = halves.map((half, index) => countGroups(half, index === halves.length - 1));
  if (counts.includes(-1)) return false;
  const groups = counts.reduce((sum, count) => sum + count, 0);
  return halves.length === 2 ? groups < 8 : groups === 8;
}

/** Groups of 16 bits in one side of `::`, or -1. The last may be an IPv4 address, which is two. */
function countGroups(half: string, isLast: boolean): number {
  if (half === '') return 0;
  const groups = half.split(':');
  const tail = groups.at(-1) ?? '';
  const embedded = isLast && isIpv4(tail);
  const plain = embedded ? groups.slice(0, -1) : groups;
  return plain.every((group) => /^[0-9A-Fa-f]{1,4}$/.test(group)) ? plain.length + (embedded ? 2 : 0) : -1;
}

/** Whether a text is a host name (RFC 1123, underscores allowed). The last label is not all digits, so that no broken IPv4 address passes. */
export function isHostName(text: string): boolean {
  if (text.length > 253) return false;
  const labels = text.split('.');
  return labels.every((label) => LABEL.test(label)) && !/^[0-9]+$/.test(labels.at(-1) ?? '');
}

/** Whether a server can have this as its `ip`: an IPv4 or IPv6 address, a host name or "". */
export const isAddress = (text: string): boolean => text === '' || isIpv4(text) || isIpv6(text) || isHostName(text);

export const isIpOrEmpty = (text: string): boolean => text === '' || isIpv4(text) || isIpv6(text);

/** Whether a text is an address range `address/bits`, or "". */
export function isCidrOrEmpty(text: string): boolean {
  if (text === '') return true;
  const [address = '', bits = '', ...more] = text.split('/');
  if (more.length > 0 || !/^(?:0|[1-9][0-9]{0,2})$/.test(bits)) return false;
  if (isIpv4(address)) return Number(bits) <= 32;
  return isIpv6(address) && !address.includes('%') && Number(bits) <= 128;
}
