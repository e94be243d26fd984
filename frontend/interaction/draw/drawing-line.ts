import { toWorld } from '../../scene/camera.ts';
import type { DrawnLine } from '../../scene/drawings.ts';
import { snapToTile } from '../../scene/space.ts';
import { idle } from '../hand/idle.ts';
import { isDragged, type Hand, type HandState, type Pointer } from '../hand-state.ts';

type LinePoint = DrawnLine['points'][number];

/**
 * A line is drawn from point to point: by one drag, or click by click until a click on its last point, on a server, or Enter.
 * Between two servers it is a connection that bends where was clicked, so the type is asked for. `begun` are points it has already.
 */
export function drawingLine(hand: Hand, from: Pointer, begun: readonly LinePoint[] = []): HandState {
  const { page } = hand;
  const points: LinePoint[] = [...begun, pointAt(hand, from)];
  let pressed = from;
  let isPressed = begun.length === 0;
  const show = (pointer: Pointer): void => {
    page.map.shaping.value = {
      kind: 'line', id: '', row: { id: '', name: '', points: [...points, pointAt(hand, pointer)], style: {}, locked: false, view: null },
    };
  };
  const end = (): HandState => {
    page.map.shaping.value = undefined;
    return idle(hand);
  };
  const finish = (): HandState => {
    const [first, last] = [points[0], points.at(-1)];
    page.tool.value = 'hand';
    const waypoints = points.slice(1, -1).flatMap((point) => ('server' in point ? [] : [point]));
    if (first !== undefined && last !== undefined && 'server' in first && 'server' in last && first.server !== last.server) page.open({ kind: 'connect', ids: [first.server, last.server], waypoints });
    else if (points.length > 1) void page.drawing.addLine(points);
    return end();
  };
  const self: HandState = {
    name: 'drawing-line',
    claims: true,
    down(pointer) {
      pressed = pointer;
      isPressed = true;
      return self;
    },
    move(pointer) {
      show(pointer);
      return self;
    },
    up(pointer) {
      if (!isPressed) return self;
      isPressed = false;
      const point = pointAt(hand, pointer);
      const isFirst = points.length === 1 && pressed === from;
      if (isFirst && !isDragged(from, pointer)) return self;
      if (isSame(point, points.at(-1))) return points.length > 1 ? finish() : self;
      points.push(point);
      const wasDrag = isDragged(pressed, pointer);
      if (wasDrag || 'server' in point) return finish();
      show(pointer);
      return self;
    },
    finish,
    cancel: end,
  };
  show(from);
  return self;
}

function pointAt(hand: Hand, { at }: Pointer): LinePoint {
  const { page } = hand;
  const hit = hand.pick(at);
  if ((hit?.kind === 'server' || hit?.kind === 'handle') && page.world !== null) return { server: page.world.idOf(hit.index) };
  return snapToTile(toWorld(page.map.camera.peek(), page.map.size.peek(), at));
}

const isSame = (a: LinePoint, b: LinePoint | undefined): boolean => JSON.stringify(a) === JSON.stringify(b);
