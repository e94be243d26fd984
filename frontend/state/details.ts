import { effect, signal, type ReadonlySignal } from '@preact/signals';
import type { ChangedRow } from '../../backend/contract/change.ts';
import type { Server } from '../../backend/contract/server.ts';
import type { Api } from './api.ts';
import type { MapState } from './map-state.ts';
import { readRecent } from './history.ts';
import type { Samples } from './samples.ts';
import type { Selection } from './selection.ts';

/** Everything about the one selected server: what the map does not carry. Null while none is, or while it is fetched. */
export class Details {
  readonly #server = signal<Server | null>(null);
  readonly #api: Api;
  readonly #samples: Samples;
  #wanted = '';

  constructor(api: Api, samples: Samples) {
    this.#api = api;
    this.#samples = samples;
  }

  get server(): ReadonlySignal<Server | null> { return this.#server; }

  /** Follows the selection from now on. */
  follow(selection: Selection, map: MapState): void {
    effect(() => {
      const [only, ...others] = selection.servers.value;
      const world = map.world.value;
      const id = world === null || only === undefined || others.length > 0 ? '' : world.idOf(only);
      if (id !== this.#wanted) void this.#show(id);
    });
  }

  /** Changes from the feed; the row's value is everything people said. */
  apply(rows: readonly ChangedRow[]): void {
    const shown = this.#server.peek();
    if (shown === null) return;
    const row = rows.findLast(({ noun, id }) => noun === 'servers' && id === shown.id);
    if (row?.op === 'put') this.#server.value = { ...shown, ...(row.value as Partial<Server>) };
  }

  /** Something measured may have changed that no frame carries, such as when it last answered. */
  async refresh(): Promise<void> {
    const id = this.#wanted;
    if (id !== '') await this.#fetch(id);
  }

  async #show(id: string): Promise<void> {
    this.#wanted = id;
    this.#server.value = null;
    if (id === '') return;
    await Promise.all([this.#fetch(id), this.#fetchHistory(id)]);
  }

  async #fetch(id: string): Promise<void> {
    try {
      const server = await this.#api.get<Server>(`servers/${encodeURIComponent(id)}`);
      if (this.#wanted === id) this.#server.value = server;
    } catch {
      // The map's own data is shown meanwhile; the banner tells why nothing answers.
    }
  }

  async #fetchHistory(id: string): Promise<void> {
    try {
      this.#samples.start(id, readRecent(await this.#api.call((client) => client.series(id))));
    } catch {
      // Without history the line begins with the next sample.
    }
  }
}
