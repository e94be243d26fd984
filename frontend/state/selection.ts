import { signal, type ReadonlySignal } from '@preact/signals';
import type { World } from '../scene/world.ts';

/** One connection, cluster, network or drawing, by id. */
export type SelectedItem = { readonly kind: 'connection' | 'cluster' | 'network' | 'area' | 'text' | 'line'; readonly id: string };

const NOTHING: ReadonlySet<number> = new Set();

/** What the next command is about: servers by their places, or one connection, cluster, network or drawing. Never both. */
export class Selection {
  readonly #servers = signal<ReadonlySet<number>>(NOTHING);
  readonly #item = signal<SelectedItem | null>(null);

  get servers(): ReadonlySignal<ReadonlySet<number>> { return this.#servers; }
  get item(): ReadonlySignal<SelectedItem | null> { return this.#item; }
  /** The last server added: where the keyboard stands. */
  get last(): number | null {
    let last: number | null = null;
    for (const server of this.#servers.value) last = server;
    return last;
  }

  set(servers: Iterable<number>): void {
    this.#item.value = null;
    const next = new Set(servers);
    if (!isSame(next, this.#servers.peek())) this.#servers.value = next.size === 0 ? NOTHING : next;
  }

  add(servers: Iterable<number>): void {
    this.set([...this.#servers.peek(), ...servers]);
  }

  toggle(server: number): void {
    const next = new Set(this.#servers.peek());
    if (!next.delete(server)) next.add(server);
    this.set(next);
  }

  setItem(item: SelectedItem): void {
    this.set([]);
    this.#item.value = item;
  }

  clear(): void {
    this.set([]);
  }

  /** Forgets what is no longer there. */
  forgetRemoved(world: World): void {
    const kept = [...this.#servers.peek()].filter((server) => world.has(server));
    if (kept.length !== this.#servers.peek().size) this.#servers.value = new Set(kept);
    const item = this.#item.peek();
    if (item !== null && !isThere(world, item)) this.#item.value = null;
  }

  /** A new snapshot gives new places: what was selected is found again by id. */
  carryOver(before: World, after: World): void {
    const places = [...this.#servers.peek()].map((server) => after.indexOf(before.idOf(server))).filter((server) => server >= 0);
    this.#servers.value = places.length === 0 ? NOTHING : new Set(places);
    const item = this.#item.peek();
    if (item !== null && !isThere(after, item)) this.#item.value = null;
  }
}

function isThere(world: World, { kind, id }: SelectedItem): boolean {
  switch (kind) {
    case 'connection': return world.connectionIndexOf(id) >= 0;
    case 'cluster': return world.clusterIndexOf(id) >= 0;
    case 'network': return world.networks.indexOf(id) >= 0;
    case 'area': return world.drawings.get('areas', id) !== undefined;
    case 'text': return world.drawings.get('texts', id) !== undefined;
    case 'line': return world.drawings.get('lines', id) !== undefined;
  }
}

const isSame = (a: ReadonlySet<number>, b: ReadonlySet<number>): boolean => {
  if (a.size !== b.size) return false;
  for (const value of a) if (!b.has(value)) return false;
  return true;
};
