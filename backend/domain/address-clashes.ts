import type { AddressClash } from '../contract/address-clash.ts';
import { ipKey, ipRange, isInRange } from '../contract/ip-ranges.ts';

/** What is known of a member's addresses: the one it is reached at, and further ones. */
export type AddressedServer = { readonly id: string; readonly ip: string; readonly addresses: readonly { readonly ip: string }[] };

/**
 * Clashes of addresses among the members of one network: addresses that several have, then members none of whose addresses lies
 * in its range. Members come in order of ids. A member counts with its addresses inside the range; where it has none there, or
 * the network has no range, with the address it is reached at. Host names say nothing.
 */
export function addressClashes(network: { readonly id: string; readonly cidr: string }, members: Iterable<AddressedServer>): AddressClash[] {
  const range = ipRange(network.cidr);
  const owners = new Map<string, { readonly ip: string; readonly servers: string[] }>();
  const outside: AddressClash[] = [];
  for (const { id, ip, addresses } of members) {
    const all = [ip, ...addresses.map((address) => address.ip)].flatMap((text) => keyed(text));
    const inside = range === null ? all.slice(0, 1) : all.filter(({ key }) => isInRange(range, key));
    const [first] = all;
    if (first !== undefined && inside.length === 0) outside.push({ network: network.id, kind: 'outside', ip: first.ip, servers: [id] });
    for (const own of inside.length === 0 ? all.slice(0, 1) : inside) {
      const known = owners.get(own.key);
      if (known === undefined) owners.set(own.key, { ip: own.ip, servers: [id] });
      else if (known.servers.at(-1) !== id) known.servers.push(id);
    }
  }
  const shared = [...owners.values()].filter(({ servers }) => servers.length > 1);
  return [...shared.map(({ ip, servers }): AddressClash => ({ network: network.id, kind: 'shared', ip, servers })), ...outside];
}

function keyed(ip: string): { readonly ip: string; readonly key: string }[] {
  const key = ipKey(ip);
  return key === null ? [] : [{ ip, key }];
}
