import { viewBounds } from '../scene/camera.ts';
import type { Layer } from '../scene/layers.ts';
import { grow, union, type Bounds } from '../scene/space.ts';
import type { ThemeName } from '../scene/theme.ts';
import type { Page } from './page.ts';

export const PICTURE_KINDS = ['png', 'svg', 'html', 'print'] as const;
export type PictureKind = (typeof PICTURE_KINDS)[number];
export const PICTURE_PARTS = ['all', 'view', 'selection'] as const;
export type PicturePart = (typeof PICTURE_PARTS)[number];

/** What is to be seen, and how. */
export type PictureWish = {
  readonly theme: ThemeName; readonly title: string; readonly isTransparent: boolean; readonly scale: number;
  /** World rectangle with the CSS pixels per world pixel it is shown with; null for everything. */
  readonly part: { readonly bounds: Bounds; readonly zoom: number } | null;
  readonly dimmed: Uint8Array | null; readonly hidden: ReadonlySet<Layer>;
};

/** Makes pictures of the map that leave the page. */
export type PictureMaker = {
  /** Pixels of a PNG and whether this browser can make it; whether a page of its own would be moved fluently, and up to how many servers. */
  facts(wish: PictureWish): { readonly width: number; readonly height: number; readonly fits: boolean; readonly fitsPage: boolean; readonly pageMost: number };
  png(wish: PictureWish): Promise<Blob>;
  svg(wish: PictureWish): Promise<string>;
  html(wish: PictureWish): Promise<string>;
  /** Opens the browser's own dialog, which also saves PDF. */
  print(wish: PictureWish): Promise<void>;
};

/** Around selected servers, in world pixels: room for their names. */
const ROOM = 90;
/** Servers are shown at least this near. */
const LEAST_ZOOM = 0.5;

/** What the page shows now, as a wish. */
export function wishOf(page: Page, part: PicturePart, look: Pick<PictureWish, 'title' | 'isTransparent' | 'scale'>): PictureWish {
  const { map, theme } = page;
  return { ...look, theme: theme.current.peek(), dimmed: map.dimmed.peek(), hidden: map.hidden.peek(), part: partOf(page, part) };
}

function partOf(page: Page, part: PicturePart): PictureWish['part'] {
  const { map: { camera, size }, selection } = page;
  if (part === 'view') return { bounds: viewBounds(camera.peek(), size.peek()), zoom: camera.peek().k };
  const around = part === 'selection' ? boundsAround(page, selection.servers.peek()) : null;
  return around === null ? null : { bounds: around, zoom: Math.max(LEAST_ZOOM, camera.peek().k) };
}

function boundsAround({ world }: Page, servers: Iterable<number>): Bounds | null {
  let found: Bounds | null = null;
  for (const server of servers) {
    if (!world?.has(server)) continue;
    const reach = world.reachOf(server);
    found = found === null ? reach : union(found, reach);
  }
  return found === null ? null : grow(found, ROOM);
}
