import { toWorld } from '../scene/camera.ts';
import { snapToTile, type Point } from '../scene/space.ts';
import { drawingAt } from './hand/click.ts';
import type { Page } from '../state/page.ts';

/** Opens the menu for what lies at a point; a server that is not selected becomes the selection first. */
export function openMenu(page: Page, at: Point): void {
  const hit = page.port?.pick(at.x, at.y) ?? null;
  const world = page.world;
  if (world === null) return;
  if (hit?.kind === 'server' || hit?.kind === 'handle') {
    if (!page.selection.servers.peek().has(hit.index)) page.selection.set([hit.index]);
  } else if (hit?.kind === 'connection') page.selection.setItem({ kind: 'connection', id: world.connectionId(hit.index) });
  else if (hit?.kind === 'cluster') page.selection.setItem({ kind: 'cluster', id: world.clusters[hit.index]?.id ?? '' });
  else if (hit?.kind === 'network') page.selection.setItem({ kind: 'network', id: world.networks.rows[hit.index]?.id ?? '' });
  else {
    const drawing = hit === null ? null : drawingAt(world, hit);
    if (drawing !== null) page.selection.setItem(drawing);
    else if (hit?.kind !== 'anchor') page.selection.clear();
  }
  page.menu.value = { at, hit, tile: snapToTile(toWorld(page.map.camera.peek(), page.map.size.peek(), at)) };
}

/** The keyboard's menu: at the selected server, or in the middle. */
export function openMenuAtSelection(page: Page): void {
  const { width, height } = page.map.size.peek();
  const last = page.selection.last;
  const at = (last === null ? null : page.locate(last)) ?? { x: width / 2, y: height / 2 };
  const inView = { x: Math.min(width - 20, Math.max(20, at.x)), y: Math.min(height - 20, Math.max(20, at.y)) };
  page.menu.value = { at: inView, hit: null, tile: snapToTile(toWorld(page.map.camera.peek(), page.map.size.peek(), inView)) };
}
