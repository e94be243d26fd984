import type { ServerDress } from '../../backend/contract/topology.ts';

/** How the few servers are drawn that differ from their type. */
export class ServerLooks {
  readonly #dress = new Map<number, ServerDress>();
  /** Painting orders other than 0. */
  readonly orders = new Map<number, number>();

  of(server: number): ServerDress | undefined { return this.#dress.size === 0 ? undefined : this.#dress.get(server); }

  /** Servers that show an icon in place of their type's. */
  withIcon(icon: string): number[] { return [...this.#dress].flatMap(([server, dress]) => (dress.icon === icon ? [server] : [])); }

  put(server: number, dress: ServerDress): void {
    if (Object.keys(dress).length > 0) this.#dress.set(server, dress);
    else this.#dress.delete(server);
    if (dress.order === undefined || dress.order === 0) this.orders.delete(server);
    else this.orders.set(server, dress.order);
  }

  forget(server: number): void { this.put(server, {}); }
}
