import type { Anchor } from './anchors.ts';
import type { DrawnArea, DrawnLine, DrawnText } from './drawings.ts';
import type { Point } from './space.ts';

/** Never -0, which JSON would keep apart from 0. */
const whole = (value: number): number => Math.round(value) + 0;
const half = (value: number): number => Math.round(value * 2) / 2 + 0;
const tile = ({ x, y }: Point): Point => ({ x: whole(x), y: whole(y) });

export type AreaShape = Pick<DrawnArea, 'from' | 'to'>;

/** An area with a corner dragged to a place, at least one tile large. */
export function reshapeArea({ from, to }: AreaShape, anchor: Anchor, at: Point): AreaShape {
  const isLeft = anchor.index === 0 || anchor.index === 3;
  const isBack = anchor.index === 0 || anchor.index === 1;
  // The corner is half a tile beyond its tile's middle.
  return {
    from: { x: isLeft ? Math.min(to.x, whole(at.x + 0.5)) : from.x, y: isBack ? Math.min(to.y, whole(at.y + 0.5)) : from.y },
    to: { x: isLeft ? to.x : Math.max(from.x, whole(at.x - 0.5)), y: isBack ? to.y : Math.max(from.y, whole(at.y - 0.5)) },
  };
}

export const moveText = ({ position }: Pick<DrawnText, 'position'>, anchor: Anchor, at: Point): Point =>
  ({ x: half(position.x + at.x - anchor.x), y: half(position.y + at.y - anchor.y) });

/** The points of a line with one dragged to a place, or onto a server; a new one where the anchor is between two. */
export function reshapeLine(points: DrawnLine['points'], anchor: Anchor, at: Point, server: string | null): DrawnLine['points'] {
  const point = server === null ? tile(at) : { server };
  if (anchor.kind === 'insert') return points.toSpliced(anchor.index + 1, 0, point);
  const moved = points.with(anchor.index, point);
  return moved.length > 2 ? moved.filter((one, index) => index === 0 || !isSame(one, moved[index - 1])) : moved;
}

/** The waypoints of a connection likewise; its ends, which are servers, stay. One dropped on its neighbour is gone. */
export function reshapeWaypoints(points: readonly number[], anchor: Anchor, at: Point): Point[] {
  const places = Array.from({ length: points.length / 2 }, (_, index) => ({ x: points[index * 2] as number, y: points[index * 2 + 1] as number }));
  const moved = anchor.kind === 'insert' ? places.toSpliced(anchor.index + 1, 0, tile(at)) : places.with(anchor.index, tile(at));
  return moved.slice(1, -1).filter((one, index) => !isSame(one, moved[index]) && !(index === moved.length - 3 && isSame(one, moved.at(-1))));
}

const isSame = (a: object, b: object | undefined): boolean => JSON.stringify(a) === JSON.stringify(b);
