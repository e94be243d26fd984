import type { Position } from '../../../backend/contract/server.ts';
import { toScreen, toWorld, type Camera } from '../../scene/camera.ts';
import { freeTileNear } from '../../scene/free-tiles.ts';
import { snapToTile, TILE_WIDTH, tileToWorld, type Point } from '../../scene/space.ts';
import { sentenceOf } from '../api.ts';
import type { Page } from '../page.ts';
import { t } from '../words.ts';
import type { HeldIcon } from './icon-desk.ts';

/** The tile at a point of the map, in pixels from its top left. */
export const tileAt = (page: Page, at: Point): Position => snapToTile(toWorld(page.map.camera.peek(), page.map.size.peek(), at));

/** Where a tile is on the map, and how wide, for a camera. */
export function tileOnScreen(page: Page, tile: Position, camera: Camera): Point & { readonly width: number } {
  return { ...toScreen(camera, page.map.size.peek(), tileToWorld(tile)), width: TILE_WIDTH * camera.k };
}

/** The tile in the middle of what is seen of the map. */
export function tileInMiddle(page: Page): Position {
  const { width, height } = page.map.size.peek();
  return tileAt(page, { x: width / 2, y: height / 2 });
}

/** Makes a server with this icon on the free tile nearest to the wished one, and selects it. */
export async function placeIcon(page: Page, icon: HeldIcon, wished: Position): Promise<void> {
  const { world } = page;
  if (world === null) return;
  page.icons.used(icon.id);
  const type = world.types.some(({ id }) => id === icon.type) ? icon.type : 'generic';
  const position = freeTileNear(world, wished);
  const isOfType = world.icons.get(icon.id) === undefined && world.types.find(({ id }) => id === type)?.icon === icon.id;
  try {
    const { id, name } = await page.api.post<{ id: string; name: string }>('servers', { name: freeName(page, icon.title), type, position, ...(isOfType ? {} : { look: { icon: icon.id } }) });
    page.edits.done(t('done_added', name), 1 + await page.views.takeIn([{ id, position }]));
    await page.selectWhenKnown(id);
  } catch (error) {
    page.notices.fault(sentenceOf(error));
  }
}

/** The icon's title, with a number where a server has that name's id. */
function freeName({ world }: Page, title: string): string {
  const isTaken = (name: string): boolean => (world?.indexOf(slugOf(name)) ?? -1) >= 0;
  for (let number = 1; ; number++) {
    const name = number === 1 ? title : `${title} ${number}`;
    if (!isTaken(name)) return name;
  }
}

/** The id that a name becomes: as the daemon makes it. */
export const slugOf = (name: string): string =>
  name.normalize('NFKD').replace(/\p{M}+/gu, '').toLowerCase().replace(/[^a-z0-9._-]+/g, '-').replace(/^[^a-z0-9]+/, '').slice(0, 63).replace(/-+$/, '');
