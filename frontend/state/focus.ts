import { computed, signal, type ReadonlySignal } from '@preact/signals';
import { neighbourhoodOf, type Neighbourhood } from '../scene/neighbourhood.ts';
import type { World } from '../scene/world.ts';
import { follow } from './follow.ts';
import type { MapState } from './map-state.ts';

export const MOST_HOPS = 5;

/** What is looked at alone: some servers, or a cluster with whoever belongs to it, by their ids; and how many connections far. */
export type FocusOn = { readonly servers: readonly string[]; readonly cluster: string | null; readonly hops: number };

/** One server, a few or a cluster with its neighbours, while the rest of the map steps back. */
export class Focus {
  readonly #on = signal<FocusOn | null>(null);
  /** The servers in it and what connects them; null while there is no focus, or nothing of it is left. */
  readonly around: ReadonlySignal<Neighbourhood | null>;

  constructor(map: MapState) {
    this.around = computed(() => {
      const on = this.#on.value;
      if (on === null) return null;
      follow(map.shape);
      const world = map.world.value;
      const roots = world === null ? [] : rootsOf(world, on);
      return world === null || roots.length === 0 ? null : neighbourhoodOf(world, roots, on.hops);
    });
  }

  get on(): ReadonlySignal<FocusOn | null> { return this.#on; }

  begin(on: Omit<FocusOn, 'hops'>): void {
    this.#on.value = { ...on, hops: this.#on.peek()?.hops ?? 1 };
  }

  /** Looks farther or less far. */
  reach(hops: number): void {
    const on = this.#on.peek();
    if (on !== null) this.#on.value = { ...on, hops: Math.min(MOST_HOPS, Math.max(1, hops)) };
  }

  end(): void {
    this.#on.value = null;
  }
}

function rootsOf(world: World, { servers, cluster }: FocusOn): number[] {
  const members = cluster === null ? [] : [...world.clusters[world.clusterIndexOf(cluster)]?.members ?? []];
  return [...members, ...servers.map((id) => world.indexOf(id)).filter((server) => server >= 0)];
}

