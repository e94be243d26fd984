import type { World } from '../../scene/world.ts';
import type { Hit } from '../../state/map-state.ts';
import type { Page } from '../../state/page.ts';
import type { SelectedItem } from '../../state/selection.ts';

/** What a click on this selects. With Ctrl or Shift a server is added, or taken away if it was selected. */
export function click(page: Page, hit: Hit | null, adds: boolean): void {
  const world = page.world;
  if (world === null) return;
  page.isPanelClosed.value = false;
  if (hit?.kind === 'server' || hit?.kind === 'handle') {
    if (adds) page.selection.toggle(hit.index);
    else page.selection.set([hit.index]);
  } else if (adds) {
    return;
  } else if (hit?.kind === 'connection') {
    page.selection.setItem({ kind: 'connection', id: world.connectionId(hit.index) });
  } else if (hit?.kind === 'cluster') {
    const cluster = world.clusters[hit.index];
    if (cluster !== undefined) page.selection.setItem({ kind: 'cluster', id: cluster.id });
  } else if (hit?.kind === 'network') {
    const network = world.networks.rows[hit.index];
    if (network !== undefined) page.selection.setItem({ kind: 'network', id: network.id });
  } else if (hit?.kind === 'area' || hit?.kind === 'text' || hit?.kind === 'line') {
    const item = drawingAt(world, hit);
    if (item !== null) page.selection.setItem(item);
  } else {
    page.selection.clear();
  }
}

/** The drawing at a place among those that are shown. */
export function drawingAt({ drawings }: World, { kind, index }: Hit): SelectedItem | null {
  const row = kind === 'area' ? drawings.areas[index] : kind === 'text' ? drawings.texts[index] : kind === 'line' ? drawings.lines[index] : undefined;
  return row === undefined || (kind !== 'area' && kind !== 'text' && kind !== 'line') ? null : { kind, id: row.id };
}
