import { batch, computed, signal, type ReadonlySignal } from '@preact/signals';
import type { World } from '../scene/world.ts';

/** What can be selected beside servers. */
export type ItemKind = 'connection' | 'cluster' | 'network' | 'area' | 'text' | 'line';
/** One of them, by id. */
export type SelectedItem = { readonly kind: ItemKind; readonly id: string };

const NOTHING: ReadonlySet<number> = new Set();
const NO_ITEMS: readonly SelectedItem[] = [];

/** What the next command is about: servers by their places, and connections, clusters and drawings by their ids. */
export class Selection {
  readonly #servers = signal<ReadonlySet<number>>(NOTHING);
  readonly #items = signal<readonly SelectedItem[]>(NO_ITEMS);
  /** The one thing that is selected, where it is no server; null where nothing or more is. */
  readonly item: ReadonlySignal<SelectedItem | null> = computed(() => (this.#servers.value.size === 0 && this.#items.value.length === 1 ? this.#items.value[0] ?? null : null));
  /** How much is selected. */
  readonly size: ReadonlySignal<number> = computed(() => this.#servers.value.size + this.#items.value.length);

  get servers(): ReadonlySignal<ReadonlySet<number>> { return this.#servers; }
  get items(): ReadonlySignal<readonly SelectedItem[]> { return this.#items; }
  /** The last server added: where the keyboard stands. */
  get last(): number | null {
    let last: number | null = null;
    for (const server of this.#servers.value) last = server;
    return last;
  }

  /** Selects these servers and nothing else. */
  set(servers: Iterable<number>): void {
    this.choose(servers, NO_ITEMS);
  }

  /** Selects these servers and these things, and nothing else. */
  choose(servers: Iterable<number>, items: readonly SelectedItem[]): void {
    batch(() => {
      this.#setServers(servers);
      if (items.length > 0 || this.#items.peek().length > 0) this.#items.value = items.length === 0 ? NO_ITEMS : items;
    });
  }

  add(servers: Iterable<number>): void {
    this.#setServers([...this.#servers.peek(), ...servers]);
  }

  toggle(server: number): void {
    const next = new Set(this.#servers.peek());
    if (!next.delete(server)) next.add(server);
    this.#setServers(next);
  }

  setItem(item: SelectedItem): void {
    this.choose([], [item]);
  }

  toggleItem(item: SelectedItem): void {
    const others = this.#items.peek().filter((one) => !isItem(one, item));
    this.#items.value = others.length < this.#items.peek().length ? others : [...others, item];
  }

  /** Ids of the selected things of one kind. */
  idsOf(kind: ItemKind): string[] {
    return this.#items.value.filter((item) => item.kind === kind).map(({ id }) => id);
  }

  clear(): void {
    this.set([]);
  }

  /** Forgets what is no longer there. */
  forgetRemoved(world: World): void {
    const kept = [...this.#servers.peek()].filter((server) => world.has(server));
    if (kept.length !== this.#servers.peek().size) this.#servers.value = new Set(kept);
    this.#keepItems(world);
  }

  /** A new snapshot gives new places: what was selected is found again by id. */
  carryOver(before: World, after: World): void {
    const places = [...this.#servers.peek()].map((server) => after.indexOf(before.idOf(server))).filter((server) => server >= 0);
    this.#servers.value = places.length === 0 ? NOTHING : new Set(places);
    this.#keepItems(after);
  }

  #setServers(servers: Iterable<number>): void {
    const next = new Set(servers);
    if (!isSame(next, this.#servers.peek())) this.#servers.value = next.size === 0 ? NOTHING : next;
  }

  #keepItems(world: World): void {
    const items = this.#items.peek();
    const kept = items.filter((item) => isThere(world, item));
    if (kept.length !== items.length) this.#items.value = kept;
  }
}

const isItem = (a: SelectedItem, b: SelectedItem): boolean => a.kind === b.kind && a.id === b.id;

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
