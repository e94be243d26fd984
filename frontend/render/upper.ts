import { LiveMarks } from './live/live-marks.ts';
import type { LiveWords } from './live/live-layer.ts';
import { drawOverlay, type OverlayFrame } from './overlay.ts';
import type { Painting } from './painting.ts';
import type { Sprites } from './sprite.ts';
import type { TextRuler } from './text.ts';
import type { View } from './view.ts';

/** All that is drawn over the map. Nobody sees any of it before the map itself is there, so it comes in a file of its own. */
export class Upper {
  readonly live: LiveMarks;

  constructor(words: LiveWords, nowMs: () => number) {
    this.live = new LiveMarks(words, nowMs);
  }

  draw(context: CanvasRenderingContext2D, view: View, painting: Painting, sprites: Sprites, ruler: TextRuler, frame: Omit<OverlayFrame, 'live'>): void {
    drawOverlay(context, view, painting, sprites, ruler, { ...frame, live: this.live });
  }
}
