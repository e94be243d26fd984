import type { Camera } from '../scene/camera.ts';
import type { Layer } from '../scene/layers.ts';
import type { Size } from '../scene/space.ts';
import type { World } from '../scene/world.ts';
import { css } from './colour.ts';
import { Dots } from './marks/dots.ts';
import { drawClusters, drawRegions } from './marks/floors.ts';
import { squareAt, toDevicePixels } from './painting.ts';
import { Sources } from './sources.ts';
import type { MapWords, ThemeName } from './view.ts';

const NO_WORDS: MapWords = { servers: () => '', number: () => '', noRegion: '' };
const HIDDEN: ReadonlySet<Layer> = new Set(['labels', 'connections']);
/** Floors of more clusters are specks under their servers. */
const MOST_CLUSTERS = 400;

/** What one small picture of the whole world depends on. */
export type MinimapView = { readonly camera: Camera; readonly size: Size; readonly ratio: number; readonly theme: ThemeName; readonly dimmed: Uint8Array | null };

/** Paints the whole world small: floors, and every server as a dot, those in trouble over the others. The same marks as those of the map from afar. */
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
    if (this.#sources?.world !== world) this.#sources = new Sources(world);
    const k = camera.k * ratio;
    const painting = { ...this.#sources.painting(k, ratio, theme, NO_WORDS, { dimmed, hidden: HIDDEN }, null), level: 3 as const };
    const square = squareAt(camera.x * k - width / 2, camera.y * k - height / 2, Math.max(width, height), k);
    toDevicePixels(context);
    context.fillStyle = css(painting.palette.canvas);
    context.fillRect(0, 0, width, height);
    drawRegions(context, painting, square);
    if (world.clusters.length <= MOST_CLUSTERS) drawClusters(context, painting, square);
    this.#dots.draw(context, painting, square);
  }
}
