import { toWorld } from '../../scene/camera.ts';
import { PANEL_WIDTH } from '../../state/camera-port.ts';
import type { Page } from '../../state/page.ts';
import { worldX, worldY } from '../../scene/space.ts';

export type Direction = 'left' | 'right' | 'up' | 'down';

/** The server that an arrow key leads to: near, and rather straight ahead than aside. Null if none lies that way. */
export function nearestInDirection(page: Page, from: number, direction: Direction): number | null {
  const world = page.world;
  if (world === null) return null;
  const { x, y, alive, count } = world.servers;
  const fromX = worldX(x[from] ?? 0, y[from] ?? 0);
  const fromY = worldY(x[from] ?? 0, y[from] ?? 0);
  const isAcross = direction === 'left' || direction === 'right';
  const sign = direction === 'left' || direction === 'up' ? -1 : 1;
  let best: number | null = null;
  let least = Infinity;
  for (let server = 0; server < count; server++) {
    if (alive[server] !== 1 || server === from) continue;
    const dx = worldX(x[server] as number, y[server] as number) - fromX;
    // Tiles are less high than wide; both count alike here.
    const dy = (worldY(x[server] as number, y[server] as number) - fromY) * 1.73;
    const ahead = (isAcross ? dx : dy) * sign;
    const aside = Math.abs(isAcross ? dy : dx);
    if (ahead <= 0 || aside > ahead * 2) continue;
    const cost = ahead + aside * 2;
    if (cost < least) {
      least = cost;
      best = server;
    }
  }
  return best;
}

/** The server nearest to the middle of what stays in view once its panel is open, or null on an empty map. */
export function nearestToMiddle(page: Page): number | null {
  const world = page.world;
  if (world === null) return null;
  const { width, height } = page.map.size.peek();
  const covered = page.map.isNarrow.peek() ? 0 : PANEL_WIDTH;
  const middle = toWorld(page.map.camera.peek(), { width, height }, { x: (width - covered) / 2, y: height / 2 });
  const { x, y, alive, count } = world.servers;
  let best: number | null = null;
  let least = Infinity;
  for (let server = 0; server < count; server++) {
    if (alive[server] !== 1) continue;
    const distance = Math.hypot(worldX(x[server] as number, y[server] as number) - middle.x, worldY(x[server] as number, y[server] as number) - middle.y);
    if (distance < least) {
      least = distance;
      best = server;
    }
  }
  return best;
}
