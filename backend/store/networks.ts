import { isoOf } from '../clock.ts';
import type { Access } from '../contract/access.ts';
import type { AddressClash } from '../contract/address-clash.ts';
import { NewNetworkSchema, type Network, type NewNetwork } from '../contract/network.ts';
import { addressClashes, type AddressedServer } from '../domain/address-clashes.ts';
import { networkOf, type Times } from '../domain/rows.ts';
import { inSight, type Condition } from './page.ts';
import { PlainCollection } from './plain-collections.ts';
import type { Tables } from './tables/tables.ts';

type AddressedRow = [id: string, ip: string, addresses: string | null, networks: string];

/** Servers that belong to a network. Ids hold no quotes, so the list's text tells. */
export const ofNetwork = (id: string): Condition => ({ sql: 'instr(networks, ?) > 0', values: [JSON.stringify(id)] });

/** The networks. Removing one takes it from the servers that belong to it, in the same change. */
export class Networks extends PlainCollection<Network, NewNetwork> {
  readonly #tables: Tables;
  readonly #nowMs: () => number;

  constructor(tables: Tables, nowMs: () => number) {
    super(tables.networks, { noun: 'network', schema: NewNetworkSchema });
    this.#tables = tables;
    this.#nowMs = nowMs;
  }

  override remove(id: string): void {
    const network = this.require(id);
    const { servers } = this.#tables;
    for (const server of servers.each([ofNetwork(id)])) {
      servers.put({ ...server, networks: server.networks.filter((other) => other !== id), updated_at: isoOf(this.#nowMs()) }, server);
    }
    this.table.remove(network);
  }

  /** Address clashes among the servers in sight, of one network or of all, in order of networks. */
  clashes(access: Access, only?: string): AddressClash[] {
    const networks = only === undefined ? [...this.each()] : [this.require(only)];
    const members = new Map(networks.map(({ id }) => [id, [] as AddressedServer[]]));
    for (const [id, ip, addresses, list] of this.#addressed(access, only)) {
      const server = { id, ip, addresses: addresses === null ? [] : JSON.parse(addresses) as { ip: string }[] };
      for (const network of JSON.parse(list) as string[]) members.get(network)?.push(server);
    }
    return networks.flatMap((network) => addressClashes(network, members.get(network.id) ?? []));
  }

  protected override complete(draft: NewNetwork, before: Network | null, times: Times): Network {
    return networkOf(draft, before?.id ?? draft.id ?? '', times);
  }

  #addressed(access: Access, only: string | undefined): Iterable<AddressedRow> {
    const conditions = [{ sql: 'networks <> \'[]\'', values: [] }, ...(only === undefined ? [] : [ofNetwork(only)]), ...inSight(access, 'id')];
    const where = conditions.map(({ sql }) => sql).join(' AND ');
    return this.#tables.servers.query(`SELECT id, ip, details ->> '$.addresses', networks FROM servers WHERE ${where} ORDER BY id`).raw()
      .all(...conditions.flatMap(({ values }) => [...values])) as AddressedRow[];
  }
}
