import type { World } from '../scene/world.ts';

/** A small picture that can be put anywhere, its origin at a point: a bitmap on a sheet, or a symbol of an SVG document. */
export type Sprite = { paint(context: CanvasRenderingContext2D, x: number, y: number): void };

/** Pictures of servers and flags for one scale and theme, made when first needed. */
export type Sprites = {
  /** A server with its tile and shadow; the origin is the middle of the tile. */
  server(world: World, server: number): Sprite;
  /** The sign of a state, `size` CSS pixels across; the origin is its middle. */
  flag(status: number, size: number): Sprite;
};

export function drawSprite(context: CanvasRenderingContext2D, sprite: Sprite, x: number, y: number): void {
  sprite.paint(context, x, y);
}
