import { REMOVABLE_NOUNS, type RemovableNoun } from '../../backend/contract/removable.ts';
import type { Removal } from '../../backend/contract/removal.ts';
import { REMOVAL_MAX } from '../../backend/contract/limits.ts';
import type { World } from '../scene/world.ts';
import type { ItemKind, Selection } from './selection.ts';
import { language, many, t } from './words.ts';

/** A network is removed by a dialog of its own, which says who belongs to it. */
const NOUNS: Readonly<Record<Exclude<ItemKind, 'network'>, RemovableNoun>> = { connection: 'connections', cluster: 'clusters', area: 'areas', text: 'texts', line: 'lines' };

/** What of the selection can be removed, and how much of it is locked and stays. */
export type Removing = { readonly removal: Removal; readonly locked: number };

export function removingOf(world: World, selection: Selection): Removing {
  const removal: Partial<Record<RemovableNoun, string[]>> = {};
  let locked = 0;
  const take = (noun: RemovableNoun, id: string, isLocked: boolean): void => {
    if (isLocked) locked += 1;
    else (removal[noun] ??= []).push(id);
  };
  for (const server of selection.servers.peek()) take('servers', world.idOf(server), world.isLocked(server));
  for (const { kind, id } of selection.items.peek()) if (kind !== 'network') take(NOUNS[kind], id, isLockedItem(world, kind, id));
  return { removal, locked };
}

function isLockedItem({ drawings }: World, kind: ItemKind, id: string): boolean {
  switch (kind) {
    case 'connection': case 'cluster': case 'network': return false;
    case 'area': return drawings.get('areas', id)?.locked === true;
    case 'text': return drawings.get('texts', id)?.locked === true;
    case 'line': return drawings.get('lines', id)?.locked === true;
  }
}

/** How many things a removal names. */
export const sizeOf = (removal: Removal): number => REMOVABLE_NOUNS.reduce((sum, noun) => sum + (removal[noun]?.length ?? 0), 0);

/** A removal in parts that the daemon takes: one where it can be, else each noun by itself, what hangs on others first. */
export function partsOf(removal: Removal): Removal[] {
  if (REMOVABLE_NOUNS.every((noun) => (removal[noun]?.length ?? 0) <= REMOVAL_MAX)) return [removal];
  return REMOVABLE_NOUNS.flatMap((noun) => {
    const ids = removal[noun] ?? [];
    return Array.from({ length: Math.ceil(ids.length / REMOVAL_MAX) }, (_, part) => ({ [noun]: ids.slice(part * REMOVAL_MAX, (part + 1) * REMOVAL_MAX) }));
  });
}

/** What a removal did, in a sentence. */
export function removedText(world: World, removal: Removal): string {
  const { servers = [], connections = [], clusters = [] } = removal;
  const count = sizeOf(removal);
  if (servers.length === count) return many('done_removed_servers', count, servers[0] ?? '');
  if (connections.length === count && count === 1) return t('done_removed_connection');
  if (clusters.length === count && count === 1) return t('done_removed_cluster', world.clusters[world.clusterIndexOf(clusters[0] ?? '')]?.name ?? clusters[0] ?? '');
  return t('done_removed', amountsText(removal));
}

/** `3 servers, 2 connections and 1 area`. */
export function amountsText(amounts: Readonly<Partial<Record<RemovableNoun, readonly unknown[] | undefined>>>): string {
  const counts = { servers: (n: number) => many('servers', n), connections: (n: number) => many('connections', n), clusters: (n: number) => many('clusters', n), areas: (n: number) => many('areas', n), texts: (n: number) => many('texts', n), lines: (n: number) => many('lines', n) };
  const parts = REMOVABLE_NOUNS.toReversed().flatMap((noun) => ((amounts[noun]?.length ?? 0) > 0 ? [counts[noun](amounts[noun]?.length ?? 0)] : []));
  return new Intl.ListFormat(language(), { type: 'conjunction' }).format(parts);
}
