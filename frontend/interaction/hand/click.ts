import type { World } from '../../scene/world.ts';
import type { Hit } from '../../state/map-state.ts';
import type { Page } from '../../state/page.ts';
import type { SelectedItem } from '../../state/selection.ts';

/** What a click on this selects. With Ctrl or Shift it is added, or taken away if it was selected. */
export function click(page: Page, hit: Hit | null, adds: boolean): void {
  page.isPanelClosed.value = false;
  if (hit?.kind === 'server' || hit?.kind === 'handle') {
    if (adds) page.selection.toggle(hit.index);
    else page.selection.set([hit.index]);
    page.uncover(hit.index);
    return;
  }
  const item = itemOf(page, hit);
  if (item !== null) {
    if (adds) page.selection.toggleItem(item);
    else page.selection.setItem(item);
  } else if (!adds) {
    page.selection.clear();
  }
}

/** The connection, cluster, network or drawing that was hit. */
export function itemOf({ world }: Page, hit: Hit | null): SelectedItem | null {
  if (world === null || hit === null) return null;
  if (hit.kind === 'connection') return { kind: 'connection', id: world.connectionId(hit.index) };
  if (hit.kind === 'area' || hit.kind === 'text' || hit.kind === 'line') return drawingAt(world, hit);
  const network = hit.kind === 'network' ? world.networks.rows[hit.index] : undefined;
  if (network !== undefined) return { kind: 'network', id: network.id };
  const cluster = hit.kind === 'cluster' ? world.clusters[hit.index] : undefined;
  return cluster === undefined ? null : { kind: 'cluster', id: cluster.id };
}

/** The drawing at a place among those that are shown. */
export function drawingAt({ drawings }: World, { kind, index }: Hit): SelectedItem | null {
  const row = kind === 'area' ? drawings.areas[index] : kind === 'text' ? drawings.texts[index] : kind === 'line' ? drawings.lines[index] : undefined;
  return row === undefined || (kind !== 'area' && kind !== 'text' && kind !== 'line') ? null : { kind, id: row.id };
}
