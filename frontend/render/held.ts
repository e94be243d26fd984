import type { Camera } from '../scene/camera.ts';

/** How the browser is to show a canvas: so many times as large, from its top left corner moved by CSS pixels. */
export type Stretch = { readonly factor: number; readonly x: number; readonly y: number };

/** What the canvas holds of the map: where the world's origin lies in it and device pixels per world pixel, and how it is to be shown. */
export type Held = { readonly originX: number; readonly originY: number; readonly k: number; readonly stretch: Stretch };

export const UNSTRETCHED: Stretch = { factor: 1, x: 0, y: 0 };

/** Resolution of the picture while the scale sinks: everything moves, and the copying costs a third. */
const SINKING = 0.6;

/**
 * The picture a canvas holds at scale `k` from tiles of another. Stretching it is the browser's, which does it beside the main thread:
 * while the scale grows tiles are copied pixel by pixel.
 */
export function heldAt({ width, height }: { readonly width: number; readonly height: number }, camera: Camera, k: number, tilesK: number, ratio: number): Held {
  const x = width / 2 - camera.x * k;
  const y = height / 2 - camera.y * k;
  if (tilesK === k) return { originX: Math.round(x), originY: Math.round(y), k, stretch: UNSTRETCHED };
  const heldK = Math.min(tilesK, k * SINKING);
  const factor = k / heldK;
  const originX = Math.ceil(x / factor);
  const originY = Math.ceil(y / factor);
  return { originX, originY, k: heldK, stretch: { factor, x: (x - originX * factor) / ratio, y: (y - originY * factor) / ratio } };
}
