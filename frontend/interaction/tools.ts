import type { Page } from '../state/page.ts';
import { connecting } from './connect/connecting.ts';
import { drawingArea } from './draw/drawing-area.ts';
import { drawingLine } from './draw/drawing-line.ts';
import { placingText } from './draw/placing-text.ts';
import { drawing } from './lasso/drawing.ts';
import { selectedMovers } from './move/movable.ts';
import { drop, moving } from './move/moving.ts';
import { placing } from './placing/placing.ts';
import { onAnchor } from './shape/shaping.ts';

/** Moves what is selected by so many tiles. */
async function nudge(page: Page, dx: number, dy: number, snaps: boolean): Promise<void> {
  const movers = selectedMovers(page);
  if (movers !== null) await drop(page, movers, dx, dy, snaps);
}

/** What a hand does beside panning and clicking, in one file that is fetched once the map is there. */
export const tools = { connecting, drawingArea, drawingLine, placingText, drawing, moving, placing, onAnchor, nudge };
