import { LAYOUT_NAMES, MOST_SERVERS, type LayoutName } from '../../scene/layouts/layout.ts';
import type { World } from '../../scene/world.ts';
import { MOST_UNDOABLE } from '../edits.ts';
import type { Choice } from './arranging.ts';

/** Tiles between neighbours, by the word for it. */
export const PITCHES = { compact: 1, normal: 2, wide: 3 } as const;

export type Offer = { readonly name: LayoutName; readonly isPossible: boolean };

/** Every layout, and whether it makes sense for this map. */
export function offersFor(world: World, { scope }: Pick<Choice, 'scope'>, selected: number): readonly Offer[] {
  const servers = scope === 'all' ? world.size : selected;
  const hasGroups: Partial<Record<LayoutName, boolean>> = {
    region: world.regions.some((name) => name !== ''), network: world.networks.some(({ alive }) => alive), cluster: world.clusters.some(({ alive }) => alive),
  };
  return LAYOUT_NAMES.map((name) => ({ name, isPossible: servers <= (MOST_SERVERS[name] ?? Infinity) && hasGroups[name] !== false }));
}

/** So many moves at once are not taken back by Undo. */
export const isBeyondUndo = (moves: number): boolean => moves > MOST_UNDOABLE;
