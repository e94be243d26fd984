import { exampleTopology } from '../scene/example.ts';
import { World } from '../scene/world.ts';
import { Picture } from './picture.ts';
import { blank } from './sprites.ts';
import { canvases } from './tile-set.ts';
import { TextRuler } from './text.ts';
import type { MapWords, ThemeName } from './view.ts';

const SIZE = { width: 400, height: 300 };
/** One scale for each way of drawing: as dots, from afar, close by. */
const SCALES = [0.1, 0.4, 1] as const;

/** Canvases made ready for the first picture: a window of usual size needs as many. */
const CANVASES = 12;

/**
 * Draws a map that nobody sees, step by step, as long as the true one is on its way. A browser compiles what runs first, and looks for
 * the fonts of what is written first: it has the time before the data comes, and none after.
 */
export async function warmUp(isOver: () => boolean, words: MapWords, theme: ThemeName, nowMs: () => number): Promise<void> {
  const [context, measure] = [blank(SIZE.width, SIZE.height).context, blank(1, 1).context];
  const picture = new Picture(World.from(exampleTopology()), words, nowMs, new TextRuler(measure));
  for (const k of SCALES) {
    await new Promise((resolve) => setTimeout(resolve));
    if (isOver()) break;
    picture.drawInto(context, { camera: { x: 0, y: 120, k }, theme, selection: new Set(), hover: null, dimmed: null, reducedMotion: true, gesture: false }, SIZE, 1, true);
  }
  picture.destroy();
  const reader = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  while (reader && canvases.size < CANVASES && !isOver()) {
    canvases.prepare(reader);
    await new Promise((resolve) => setTimeout(resolve));
  }
}
