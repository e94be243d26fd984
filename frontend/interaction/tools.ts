import type { Page } from '../state/page.ts';
import { selectedMovers } from './move/movable.ts';
import { drop } from './move/moving.ts';

/** What a hand does beside panning and clicking, in one file that is fetched once the map is there. */
export { connecting } from './connect/connecting.ts';
export { drawingArea } from './draw/drawing-area.ts';
export { drawingLine } from './draw/drawing-line.ts';
export { placingText } from './draw/placing-text.ts';
export { drawing } from './lasso/drawing.ts';
export { moving } from './move/moving.ts';
export { placing } from './placing/placing.ts';
export { onAnchor } from './shape/shaping.ts';

/** Moves what is selected by so many tiles. */
export async function nudge(page: Page, dx: number, dy: number, snaps: boolean): Promise<void> {
  const movers = selectedMovers(page);
  if (movers !== null) await drop(page, movers, dx, dy, snaps);
}
