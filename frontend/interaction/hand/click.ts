import type { Hit } from '../../state/map-state.ts';
import type { Page } from '../../state/page.ts';

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
  } else {
    page.selection.clear();
  }
}
