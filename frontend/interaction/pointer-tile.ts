import { toWorld } from '../scene/camera.ts';
import { snapToTile, type Point } from '../scene/space.ts';
import type { Page } from '../state/page.ts';

/** The tile that is meant without being said: where the menu was opened, under the pointer, or in the middle of what is seen. */
export function meantTile(page: Page): Point {
  const menu = page.menu.peek();
  if (menu !== null) return menu.tile;
  const { x, y } = page.pointer;
  const map = document.elementFromPoint(x, y)?.closest('#map');
  const box = map?.getBoundingClientRect();
  const size = page.map.size.peek();
  const at = box === undefined ? { x: size.width / 2, y: size.height / 2 } : { x: x - box.left, y: y - box.top };
  return snapToTile(toWorld(page.map.camera.peek(), size, at));
}
