import type { Size } from '../../scene/space.ts';
import type { Route } from '../../scene/route.ts';
import type { Card } from '../marks/cards.ts';
import type { Painting } from '../painting.ts';
import type { Sprites } from '../sprite.ts';
import type { TextRuler } from '../text.ts';
import type { View } from '../view.ts';

/** Words of numbers that only a live map writes. */
export type LiveWords = {
  /** `latency(1.234)` → "1.2 ms". */
  readonly latency: (ms: number) => string;
  /** `rate(1234)` → "1.2 kB/s". */
  readonly rate: (bytesPerSecond: number) => string;
};

/** A connection in view and the way its line takes, without the parts on the tiles of its ends. */
export type LiveRoute = { readonly row: number; readonly route: Route };

/** Where the layer is drawn: the overlay's own frame. Lengths in device pixels. */
export type LiveScene = {
  readonly context: CanvasRenderingContext2D;
  readonly view: View;
  readonly painting: Painting;
  readonly sprites: Sprites;
  readonly ruler: TextRuler;
  readonly originX: number;
  readonly originY: number;
  readonly k: number;
  readonly ratio: number;
  readonly size: Size;
};

/** What is measured and what moves, over the map. It has a file of its own that is fetched when first wanted. */
export type LiveLayer = {
  /** Begins a frame. True if something of the layer is to be drawn although nothing is selected or pointed at. */
  begin(view: View, painting: Painting, size: Size): boolean;
  /** These servers just came into trouble: their flags pulse once. */
  pulse(servers: readonly number[]): void;
  forgetPulses(): void;
  drawFlows(scene: LiveScene, routes: readonly LiveRoute[]): void;
  /** Numbers of these connections, and of others in view that are near enough; never over one of the cards that are `taken`. */
  drawLabels(scene: LiveScene, routes: readonly LiveRoute[], taken: readonly Card[]): void;
  drawPulses(scene: LiveScene): void;
  /** Whether the frame just drawn is not the last one of a movement. */
  readonly isMoving: boolean;
};
