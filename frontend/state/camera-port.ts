import { floorBounds, type Floor } from '../scene/areas.ts';
import { fit, type Camera, type Padding } from '../scene/camera.ts';
import { grow, tileToWorld, type Bounds, type Point } from '../scene/space.ts';
import type { World } from '../scene/world.ts';
import type { MapState } from './map-state.ts';

/** How the rest of the page moves the camera; the gestures stand behind it. */
export type CameraPort = {
  set(camera: Camera): void;
  panBy(dx: number, dy: number): void;
  zoomBy(factor: number, at?: Point): void;
  flyTo(camera: Camera): void;
};

const MARGIN = 28;
const BAR = 64;
/** Width that an open panel takes from a wide map. */
export const PANEL_WIDTH = 372;
/** Maps that are not wider have no room beside a panel. */
const PANEL_FROM = 900;
/** Scale at which one server is looked at: names and numbers are drawn. */
const CLOSE = 0.9;

/** Below this scale servers are dots. */
const TELLS_APART = 0.12;
/** How much smaller than it could be a map is shown to stand nearer to the middle. */
const SMALLER = 0.85;
/** Room for the round handle beside a server. */
const HANDLE = 24;

/** Room that islands and an open panel take from the map. */
export function paddingOf(map: MapState, hasPanel: boolean): Padding {
  const { width, height } = map.size.peek();
  if (map.isNarrow.peek()) return { top: BAR + 40, bottom: hasPanel ? height * 0.46 : BAR + MARGIN, left: MARGIN, right: MARGIN };
  return { top: BAR + MARGIN, bottom: BAR + MARGIN, left: MARGIN, right: hasPanel && width > PANEL_FROM ? PANEL_WIDTH + MARGIN : MARGIN };
}

/**
 * The camera that shows every server. Where single servers can be told apart, room is kept for the panel that a click
 * opens, so that it never covers what is clicked next. A map that needs that room is shown somewhat smaller, as near to
 * the middle as it can stand beside the panel.
 */
export function cameraForAll(map: MapState, hasPanel = false): Camera {
  const world = map.world.peek();
  if (world === null) return map.camera.peek();
  const bounds = world.bounds();
  const size = map.size.peek();
  const whole = fit(bounds, size, paddingOf(map, hasPanel));
  if (hasPanel || size.width <= PANEL_FROM || whole.k < TELLS_APART) return whole;
  // Half of what is as wide as can be in the middle, without coming under the panel.
  const half = size.width / 2 - PANEL_WIDTH - HANDLE;
  const across = (bounds.maxX - bounds.minX) / 2;
  const k = Math.max(Math.min(whole.k, half / across), fit(bounds, size, paddingOf(map, true)).k * SMALLER);
  return { x: whole.x + Math.max(0, across - half / k), y: whole.y, k };
}

/** The camera that shows these servers with some of what is around them. */
export function cameraFor(map: MapState, servers: Iterable<number>, hasPanel: boolean): Camera | null {
  const world = map.world.peek();
  let all: Bounds | null = null;
  for (const server of servers) {
    const reach = world?.reachOf(server);
    if (reach === undefined) continue;
    all = all === null ? reach : join(all, reach);
  }
  if (all === null) return null;
  const camera = fit(grow(all, 120, 80), map.size.peek(), paddingOf(map, hasPanel));
  const k = Math.max(Math.min(camera.k, CLOSE), Math.min(map.camera.peek().k, camera.k));
  // The shift for the panel was reckoned for the fitted scale.
  const middle = { x: (all.minX + all.maxX) / 2, y: (all.minY + all.maxY) / 2 };
  return { x: middle.x + ((camera.x - middle.x) * camera.k) / k, y: middle.y + ((camera.y - middle.y) * camera.k) / k, k };
}

/** The camera that shows a floor, in tiles, with some of what is around it. */
export function cameraForFloor(map: MapState, floor: Floor, hasPanel: boolean): Camera {
  const camera = fit(grow(floorBounds(floor), 160), map.size.peek(), paddingOf(map, hasPanel));
  return { ...camera, k: Math.min(camera.k, CLOSE) };
}

const join = (a: Bounds, b: Bounds): Bounds => ({
  minX: Math.min(a.minX, b.minX), minY: Math.min(a.minY, b.minY), maxX: Math.max(a.maxX, b.maxX), maxY: Math.max(a.maxY, b.maxY),
});

/** How far above its tile the middle of a server's picture is, in world pixels. */
const STAND_UP = 24;

/** The middle of a server's picture in the world: where a click finds it. */
export function standOf(world: World, server: number): Point & { readonly up: number } {
  const tile = { x: world.servers.x[server] ?? 0, y: world.servers.y[server] ?? 0 };
  const { x, y } = tileToWorld(tile);
  return { x, y: y - STAND_UP, up: STAND_UP };
}
