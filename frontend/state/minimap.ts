import { fit, toScreen, toWorld, viewBounds, type Camera } from '../scene/camera.ts';
import type { Point, Size } from '../scene/space.ts';
import type { MapState } from './map-state.ts';
import type { Page } from './page.ts';

/** Pixels of the minimap, and what it keeps free at its rim. */
export const MINIMAP: Size = { width: 208, height: 132 };
const RIM = 8;

/** A rectangle of the minimap, in its pixels. */
export type Frame = { readonly left: number; readonly top: number; readonly width: number; readonly height: number };

/** The camera with which the minimap shows the whole world; null before there is one. */
export function minimapCamera(map: MapState): Camera | null {
  const world = map.world.peek();
  return world === null ? null : fit(world.bounds(), MINIMAP, { top: RIM, right: RIM, bottom: RIM, left: RIM });
}

/** What the map shows now, on the minimap. It stays within, and large enough to be seen. */
export function frameOnMinimap(map: MapState, camera: Camera): Frame {
  const { minX, minY, maxX, maxY } = viewBounds(map.camera.value, map.size.value);
  const from = toScreen(camera, MINIMAP, { x: minX, y: minY });
  const to = toScreen(camera, MINIMAP, { x: maxX, y: maxY });
  const left = Math.min(MINIMAP.width - 6, Math.max(0, from.x));
  const top = Math.min(MINIMAP.height - 6, Math.max(0, from.y));
  return { left, top, width: Math.max(6, Math.min(MINIMAP.width, to.x) - left), height: Math.max(6, Math.min(MINIMAP.height, to.y) - top) };
}

/** Brings the place under a point of the minimap to the middle of the map. */
export function lookAt(page: Page, at: Point): void {
  const camera = minimapCamera(page.map);
  if (camera === null) return;
  page.showCamera({ ...toWorld(camera, MINIMAP, at), k: page.map.camera.peek().k });
}
