import type { Bounds, Point, Size } from './space.ts';

/** Where we look from: the world point in the middle of the picture, and screen pixels per world pixel. */
export type Camera = { readonly x: number; readonly y: number; readonly k: number };

/** Screen pixels kept free at each side when fitting, for panels that float over the map. */
export type Padding = { readonly top: number; readonly right: number; readonly bottom: number; readonly left: number };

export const MAX_SCALE = 4;
/** A small map is not blown up beyond this when fitted. */
export const FIT_MAX_SCALE = 1;
const FIT_PADDING: Padding = { top: 56, right: 56, bottom: 56, left: 56 };

export function toScreen(camera: Camera, size: Size, world: Point): Point {
  return { x: (world.x - camera.x) * camera.k + size.width / 2, y: (world.y - camera.y) * camera.k + size.height / 2 };
}

export function toWorld(camera: Camera, size: Size, screen: Point): Point {
  return { x: (screen.x - size.width / 2) / camera.k + camera.x, y: (screen.y - size.height / 2) / camera.k + camera.y };
}

/** World rectangle that the picture shows. */
export function viewBounds(camera: Camera, size: Size): Bounds {
  const halfWidth = size.width / 2 / camera.k;
  const halfHeight = size.height / 2 / camera.k;
  return { minX: camera.x - halfWidth, minY: camera.y - halfHeight, maxX: camera.x + halfWidth, maxY: camera.y + halfHeight };
}

/** The camera that shows all of `bounds` within the padding. */
export function fit(bounds: Bounds, size: Size, padding: Padding = FIT_PADDING): Camera {
  const room = spare(size, padding);
  const width = Math.max(1, bounds.maxX - bounds.minX);
  const height = Math.max(1, bounds.maxY - bounds.minY);
  const k = Math.min(FIT_MAX_SCALE, room.width / width, room.height / height);
  // The middle of the content belongs in the middle of the free room, not of the whole picture.
  const shiftX = (padding.left - padding.right) / 2 / k;
  const shiftY = (padding.top - padding.bottom) / 2 / k;
  return { x: (bounds.minX + bounds.maxX) / 2 - shiftX, y: (bounds.minY + bounds.maxY) / 2 - shiftY, k };
}

function spare(size: Size, padding: Padding): Size {
  // On a phone generous padding would leave nothing; a third of the picture stays free whatever is asked.
  return {
    width: Math.max(size.width / 3, size.width - padding.left - padding.right),
    height: Math.max(size.height / 3, size.height - padding.top - padding.bottom),
  };
}

/** Smallest useful scale: the whole content at half the size of fitted. */
export function minScale(bounds: Bounds, size: Size): number {
  return Math.min(0.2, fit(bounds, size).k / 2);
}

export function clampScale(k: number, bounds: Bounds, size: Size): number {
  return Math.min(MAX_SCALE, Math.max(minScale(bounds, size), k));
}

/** Scales by `factor` while the world point under `screen` stays where it is. */
export function zoomAt(camera: Camera, size: Size, screen: Point, factor: number, bounds: Bounds): Camera {
  const k = clampScale(camera.k * factor, bounds, size);
  const fixed = toWorld(camera, size, screen);
  return { x: fixed.x - (screen.x - size.width / 2) / k, y: fixed.y - (screen.y - size.height / 2) / k, k };
}

/** Moves the picture's content by screen pixels. */
export function panBy(camera: Camera, dx: number, dy: number): Camera {
  return { x: camera.x - dx / camera.k, y: camera.y - dy / camera.k, k: camera.k };
}

/** Keeps the middle of the picture within half a picture of the content, and the scale in range. */
export function clamp(camera: Camera, bounds: Bounds, size: Size): Camera {
  const k = clampScale(camera.k, bounds, size);
  const beyondX = size.width / 2 / k;
  const beyondY = size.height / 2 / k;
  return {
    x: Math.min(bounds.maxX + beyondX, Math.max(bounds.minX - beyondX, camera.x)),
    y: Math.min(bounds.maxY + beyondY, Math.max(bounds.minY - beyondY, camera.y)),
    k,
  };
}
