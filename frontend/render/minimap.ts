import { middle } from '../scene/bundles.ts';
import type { Camera } from '../scene/camera.ts';
import type { Layer } from '../scene/layers.ts';
import { worldX, worldY, type Size } from '../scene/space.ts';
import type { World } from '../scene/world.ts';
import { css } from '../scene/colour.ts';
import { Dots } from './marks/dots.ts';
import { drawClusters, drawRegions, stateFromAfar } from './marks/floors.ts';
import { INACTIVE, WARNING } from './marks/pad.ts';
import { squareAt, tilePxOf, toDevicePixels, type Painting, type Square } from './painting.ts';
import { Sources } from './sources.ts';
import { BITMAPS } from './sprites.ts';
import type { MapWords, ThemeName } from './view.ts';

const NO_WORDS: MapWords = { servers: () => '', number: () => '', noRegion: '' };
const HIDDEN: ReadonlySet<Layer> = new Set(['labels', 'connections']);
/** CSS pixels of a tile below which servers would cover each other: then clusters stand for them. */
const CROWD_PX = 1.4;
/** Least size in CSS pixels of a cluster in trouble. */
const LEAST_TROUBLE = 2.5;

/** What one small picture of the whole world depends on. */
export type MinimapView = { readonly camera: Camera; readonly size: Size; readonly ratio: number; readonly theme: ThemeName; readonly dimmed: Uint8Array | null };

/** Paints the whole world small, with the marks of the map from afar: floors, and servers as dots, or clusters where these would be too many; trouble over all else. */
export class MinimapPainter {
  readonly #dots = new Dots();
  #sources: Sources | null = null;

  paint(canvas: HTMLCanvasElement, world: World, { camera, size, ratio, theme, dimmed }: MinimapView): void {
    const context = canvas.getContext('2d', { alpha: false });
    if (context === null) return;
    const width = Math.round(size.width * ratio);
    const height = Math.round(size.height * ratio);
    if (canvas.width !== width) canvas.width = width;
    if (canvas.height !== height) canvas.height = height;
    if (this.#sources?.world !== world) this.#sources = new Sources(world, BITMAPS);
    const k = camera.k * ratio;
    const painting = { ...this.#sources.painting(k, ratio, theme, NO_WORDS, { dimmed, hidden: HIDDEN }, null), level: 3 as const };
    const square = squareAt(camera.x * k - width / 2, camera.y * k - height / 2, Math.max(width, height), k);
    toDevicePixels(context);
    context.fillStyle = css(painting.palette.canvas);
    context.fillRect(0, 0, width, height);
    drawRegions(context, painting, square);
    drawClusters(context, painting, square);
    if (tilePxOf(painting) >= CROWD_PX || world.clusters.length === 0) this.#dots.draw(context, painting, square);
    else drawTrouble(context, painting, square);
  }
}

/** Clusters that are sick as a whole, painted last so that none disappears among its neighbours. */
function drawTrouble(context: CanvasRenderingContext2D, painting: Painting, square: Square): void {
  const { world, palette, k, ratio } = painting;
  const side = LEAST_TROUBLE * ratio;
  toDevicePixels(context);
  for (const state of [WARNING, INACTIVE]) {
    context.fillStyle = css(palette.status[state] ?? palette.textQuiet);
    world.groups.eachCluster(square.bounds, (cluster, area) => {
      if (stateFromAfar(painting, cluster) !== state) return;
      const [x, y] = middle(area);
      context.fillRect(Math.round(worldX(x, y) * k - square.left - side / 2), Math.round(worldY(x, y) * k - square.top - side / 2), side, side);
    });
  }
}
