import { moversOf, type Movers } from '../../scene/movers.ts';
import type { Page } from '../../state/page.ts';
import { many } from '../../state/words.ts';

/** The selected servers that may be moved. Says so where locked ones stay behind. */
export function movable(page: Page): number[] {
  const world = page.world;
  if (world === null) return [];
  const all = [...page.selection.servers.peek()];
  const free = all.filter((server) => !world.isLocked(server));
  if (free.length < all.length) page.notices.fault(many('locked_stay', all.length - free.length));
  return free;
}

/** What moves with the selection: servers, drawings and what stands on them. */
export const selectedMovers = (page: Page): Movers | null => (page.world === null ? null : moversOf(page.world, movable(page), page.shapes()));
