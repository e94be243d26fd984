import { computed, signal, type ReadonlySignal, type Signal } from '@preact/signals';
import type { HeldEnd, Shaped } from '../scene/anchors.ts';
import type { Camera } from '../scene/camera.ts';
import type { DrawnLine, DrawnText } from '../scene/drawings.ts';
import { NO_LAYERS, type Layer } from '../scene/layers.ts';
import type { Point, Size } from '../scene/space.ts';
import type { World } from '../scene/world.ts';
import { matches } from './media.ts';

/** What lies under a point of the map. `index` is the place in the World, among the drawings shown, or among the handles of what is selected. */
export type Hit = { readonly kind: 'server' | 'handle' | 'connection' | 'cluster' | 'network' | 'group' | 'area' | 'text' | 'line' | 'anchor'; readonly index: number };

export type Moving = { readonly servers: ReadonlySet<number>; readonly shapes: readonly Shaped[]; readonly dx: number; readonly dy: number };

/** A shape being drawn or changed, as it would be; `id` is "" for a new one. */
export type Shaping =
  | { readonly kind: 'area'; readonly id: string; readonly from: Point; readonly to: Point }
  | { readonly kind: 'text'; readonly id: string; readonly row: DrawnText }
  | { readonly kind: 'line'; readonly id: string; readonly row: DrawnLine }
  | { readonly kind: 'connection'; readonly id: string; readonly row: number; readonly waypoints: readonly Point[]; readonly end?: HeldEnd };

export type Connecting = { readonly from: number; readonly to: Point; readonly target: number | null };

/** Everything that the picture of the map follows. The World itself is changed in place; its two counters tell. */
export type MapState = {
  readonly world: Signal<World | null>;
  /** Grows when servers, connections or clusters were added, changed or removed. */
  readonly shape: Signal<number>;
  /** Grows when states or numbers changed; at most a few times a second. */
  readonly live: Signal<number>;
  readonly camera: Signal<Camera>;
  readonly size: Signal<Size>;
  readonly gesture: Signal<boolean>;
  readonly hover: Signal<Hit | null>;
  readonly dimmed: Signal<Uint8Array | null>;
  /** Layers that are left out. Replaced, never changed in place; see Look. */
  readonly hidden: Signal<ReadonlySet<Layer>>;
  /** What servers are to be counted by from afar, as views write it. */
  readonly grouping: Signal<string>;
  readonly moving: Signal<Moving | undefined>;
  readonly lasso: Signal<readonly Point[] | undefined>;
  readonly connecting: Signal<Connecting | undefined>;
  readonly shaping: Signal<Shaping | undefined>;
  readonly reducedMotion: ReadonlySignal<boolean>;
  /** A phone in the hand: panels come from below. */
  readonly isNarrow: ReadonlySignal<boolean>;
};

export function createMapState(): MapState {
  const reducedMotion = matches('(prefers-reduced-motion: reduce)');
  const size = signal<Size>({ width: 0, height: 0 });
  return {
    world: signal(null), shape: signal(0), live: signal(0),
    camera: signal({ x: 0, y: 0, k: 1 }), size, gesture: signal(false),
    hover: signal(null), dimmed: signal(null), hidden: signal(NO_LAYERS), grouping: signal('region'), moving: signal(undefined), lasso: signal(undefined), connecting: signal(undefined), shaping: signal(undefined),
    reducedMotion, isNarrow: computed(() => size.value.width < 900),
  };
}
