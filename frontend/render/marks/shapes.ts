import { cornered } from '../../scene/along.ts';
import type { Shaped } from '../../scene/anchors.ts';
import { floorOf } from '../../scene/drawings.ts';
import { routeThrough, type Route } from '../../scene/route.ts';
import { textFloor } from '../../scene/text-floor.ts';
import { worldX, worldY } from '../../scene/space.ts';
import type { World } from '../../scene/world.ts';
import { css } from '../../scene/colour.ts';
import type { Painting, Square } from '../painting.ts';
import type { Shaping, View } from '../view.ts';
import { drawAnchor, shownAnchors } from './anchors.ts';
import { drawFloorText } from './drawn.ts';
import { traceArea } from './floors.ts';
import { traceRoute } from './traces.ts';

const CORNER = 0.3;

/** Where the overlay stands, in device pixels. */
type Frame = { readonly originX: number; readonly originY: number; readonly k: number; readonly ratio: number };

/** The outlines of selected drawings, where they would be while they are moved, or the shape that one would get; in world pixels. */
export function drawShape(context: CanvasRenderingContext2D, painting: Painting, { item, shapes = [], moving, shaping }: View, frame: Frame): void {
  const { palette, world } = painting;
  context.lineJoin = context.lineCap = 'round';
  context.strokeStyle = css(palette.select, 0.9);
  context.lineWidth = (2 * frame.ratio) / frame.k;
  if (shaping) drawShaping(context, painting, shaping, frame);
  else if (moving) {
    context.save();
    context.translate(worldX(moving.dx, moving.dy), worldY(moving.dx, moving.dy));
    for (const shape of moving.shapes ?? []) drawOutline(context, world, shape);
    context.restore();
  } else for (const shape of item ? [item] : shapes) drawOutline(context, world, shape);
}

function drawOutline(context: CanvasRenderingContext2D, world: World, { kind, id }: Shaped): void {
  const area = kind === 'area' ? world.drawings.get('areas', id) : undefined;
  const text = kind === 'text' ? world.drawings.get('texts', id) : undefined;
  if (area) traceArea(context, floorOf(area), CORNER);
  else if (text) traceArea(context, textFloor(text), 0.1);
  else {
    const route = routeOf(world, kind, id);
    if (route === null) return;
    context.beginPath();
    traceRoute(context, route);
  }
  context.stroke();
}

function routeOf(world: World, kind: Shaped['kind'], id: string): Route | null {
  if (kind === 'line') {
    const row = world.drawings.get('lines', id);
    const points = row === undefined ? null : world.drawings.pointsOf(row);
    return points === null ? null : cornered(points);
  }
  const row = kind === 'connection' ? world.connectionIndexOf(id) : -1;
  return row < 0 ? null : world.links.routeOf(row);
}

function drawShaping(context: CanvasRenderingContext2D, painting: Painting, shaping: Shaping, { originX, originY, k, ratio }: Frame): void {
  const { palette, world } = painting;
  switch (shaping.kind) {
    case 'area':
      traceArea(context, floorOf(shaping), CORNER);
      context.fillStyle = css(palette.select, 0.16);
      context.fill();
      context.stroke();
      return;
    case 'text': {
      const square: Square = { left: -originX, top: -originY, size: 0, bounds: { minX: 0, minY: 0, maxX: 0, maxY: 0 } };
      drawFloorText(context, { ...painting, k, ratio }, square, shaping.row);
      context.setTransform(k, 0, 0, k, originX, originY);
      return;
    }
    case 'line': {
      const points = world.drawings.pointsOf(shaping.row);
      if (points !== null) dashed(context, cornered(points), ratio / k);
      return;
    }
    case 'connection': {
      dashed(context, wayOf(world, shaping), ratio / k);
    }
  }
}

/** The way of a connection as it would be. To an end that hangs on the pointer over no server it goes straight. */
function wayOf({ servers, connections, grid }: World, { row, waypoints, end }: Extract<Shaping, { readonly kind: 'connection' }>): Route {
  const between = waypoints.flatMap((point) => [point.x, point.y]);
  const [from, to] = (['from', 'to'] as const).map((side) => {
    const server = end?.side === side ? end.server : connections[side][row] as number;
    return server === null ? [] : [servers.x[server] as number, servers.y[server] as number];
  });
  const way = routeThrough([...from ?? [], ...between, ...to ?? []], 0, grid);
  if (end?.server !== null) return way;
  const { x, y } = end.at;
  return end.side === 'from' ? [x, y, ...way] : [...way, x, y];
}

function dashed(context: CanvasRenderingContext2D, route: Route, px: number): void {
  context.setLineDash([6 * px, 5 * px]);
  context.beginPath();
  traceRoute(context, route);
  context.stroke();
  context.setLineDash([]);
}

/** The handles of the selected shape, or the one of an end that hangs on the pointer. */
export function drawAnchors(context: CanvasRenderingContext2D, painting: Painting, view: View, { originX, originY, k, ratio }: Frame): void {
  const end = view.shaping?.kind === 'connection' ? view.shaping.end : undefined;
  const held = end?.server === null ? [{ kind: 'end' as const, ...end.at }] : [];
  for (const { kind, x, y } of [...shownAnchors(painting.world, view), ...held]) {
    context.setTransform(ratio, 0, 0, ratio, worldX(x, y) * k + originX, worldY(x, y) * k + originY);
    drawAnchor(context, painting.palette, kind);
  }
}
