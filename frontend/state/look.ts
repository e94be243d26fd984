import { computed, effect, type ReadonlySignal } from '@preact/signals';
import { LAYERS, type Layer } from '../scene/layers.ts';
import { sentenceOf } from './api.ts';
import { follow } from './follow.ts';
import { asBoolean, asText, asTexts, keptSignal } from './kept.ts';
import type { MapState } from './map-state.ts';
import type { Page } from './page.ts';
import { typeName } from './type-names.ts';

export { GROUPINGS } from '../scene/groupers.ts';
export { LAYERS } from '../scene/layers.ts';

/** What a view says about the picture. */
export type LookOf = { readonly grouping: string; readonly hidden: readonly Layer[] };

const asLayers = (stored: unknown): Layer[] | undefined => asTexts(stored)?.filter((one): one is Layer => LAYERS.includes(one as Layer));
const NOTHING: readonly Layer[] = [];
/** Servers from which on an overview helps without being asked for. */
const LARGE_MAP = 100;

/** What is left out of the map and what it counts by. The reader's own choice is remembered by this browser; a view has its own while it is shown. */
export class Look {
  /** The overview map is shown: as was chosen, else where there is room for it and much that it could show. */
  readonly minimap: ReadonlySignal<boolean>;
  readonly #map: MapState;
  readonly #minimap = keptSignal<boolean | null>('minimap', null, asBoolean);
  readonly #grouping = keptSignal('grouping', 'region', asText);
  readonly #hidden = keptSignal<readonly Layer[]>('hidden', NOTHING, asLayers);
  #isOfView = false;

  constructor(map: MapState) {
    this.#map = map;
    this.minimap = computed(() => {
      follow(map.shape);
      const { value: world } = map.world;
      return world !== null && (this.#minimap.value ?? (!map.isNarrow.value && world.size >= LARGE_MAP));
    });
    this.#show({ grouping: this.#grouping.peek(), hidden: this.#hidden.peek() });
  }

  setMinimap(isShown: boolean): void {
    this.#minimap.value = isShown;
  }

  setHidden(layer: Layer, isHidden: boolean): void {
    const next = new Set(this.#map.hidden.peek());
    if (isHidden) next.add(layer);
    else next.delete(layer);
    this.#map.hidden.value = next;
    if (!this.#isOfView) this.#hidden.value = next.size === 0 ? NOTHING : [...next];
  }

  groupBy(grouping: string): void {
    this.#map.grouping.value = grouping;
    if (!this.#isOfView) this.#grouping.value = grouping;
  }

  /** Shows a view's choices; null brings the reader's own back. */
  borrow(look: LookOf | null): void {
    this.#isOfView = look !== null;
    this.#show(look ?? { grouping: this.#grouping.peek(), hidden: this.#hidden.peek() });
  }

  #show({ grouping, hidden }: LookOf): void {
    this.#map.grouping.value = grouping;
    this.#map.hidden.value = new Set(hidden);
  }
}

/** Keeps the World counting by what is chosen. The values of a tag are fetched first; meanwhile, and where they do not come, it is by region. */
export function keepGrouped(page: Page, onChanged: () => void): void {
  let run = 0;
  const group = (by: string): void => {
    const { world } = page;
    if (world === null || world.grouping.by === by) return;
    world.groupBy(by, (type) => typeName(world.types[type]));
    page.map.live.value += 1;
    onChanged();
  };
  effect(() => {
    const world = page.map.world.value;
    const by = page.map.grouping.value;
    const mine = ++run;
    if (world === null) return;
    if (!by.startsWith('tag:')) {
      queueMicrotask(() => { if (mine === run) group(by); });
      return;
    }
    page.tags.need(world, by.slice(4)).then(() => { if (mine === run) group(by); }, (error: unknown) => {
      if (mine !== run) return;
      page.notices.fault(sentenceOf(error));
      group('region');
    });
  });
}
