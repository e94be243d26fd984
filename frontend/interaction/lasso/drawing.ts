import { toWorld } from '../../scene/camera.ts';
import type { Floor } from '../../scene/areas.ts';
import { floorOf } from '../../scene/drawings.ts';
import { isInside } from '../../scene/inside.ts';
import type { Layer } from '../../scene/layers.ts';
import { tileToWorld, type Point } from '../../scene/space.ts';
import { textFloor } from '../../scene/text-floor.ts';
import type { World } from '../../scene/world.ts';
import { standOf } from '../../state/camera-port.ts';
import type { Page } from '../../state/page.ts';
import type { ItemKind, SelectedItem } from '../../state/selection.ts';
import { click } from '../hand/click.ts';
import { idle } from '../hand/idle.ts';
import { isDragged, type Hand, type HandState, type Pointer } from '../hand-state.ts';

/** Pixels from one point of a free line to the next. */
const STEP = 4;

/** A rectangle, or a free line, is drawn around servers and drawings. Released, they are selected; with Ctrl or ⌘ they join what was selected. */
export function drawing(hand: Hand, from: Pointer, isFree = false): HandState {
  const { page } = hand;
  let line: readonly Point[] = [from.at];
  const end = (): HandState => {
    page.map.lasso.value = undefined;
    return idle(hand);
  };
  const self: HandState = {
    name: 'drawing',
    claims: true,
    down: () => end(),
    move(pointer) {
      const last = line.at(-1) ?? from.at;
      if (isFree && Math.hypot(pointer.at.x - last.x, pointer.at.y - last.y) >= STEP) line = [...line, pointer.at];
      if (page.map.lasso.peek() !== undefined || isDragged(from, pointer)) page.map.lasso.value = isFree && line.length > 2 ? line : [from.at, pointer.at];
      return self;
    },
    up(pointer) {
      if (page.map.lasso.peek() === undefined) click(page, hand.pick(from.at), true);
      else take(page, isFree ? within(page, [...line, pointer.at]) : between(page, from.at, pointer.at), pointer.mod);
      return end();
    },
    cancel: end,
  };
  return self;
}

/** What a lasso holds: servers that stand in it, and drawings that lie in it with all they have. */
type Inside = { readonly servers: readonly number[]; readonly items: readonly SelectedItem[] };

function take(page: Page, { servers, items }: Inside, adds: boolean): void {
  const before = page.selection.items.peek();
  page.isPanelClosed.value = false;
  if (adds) page.selection.choose([...page.selection.servers.peek(), ...servers], [...before, ...items.filter(({ kind, id }) => !before.some((item) => item.kind === kind && item.id === id))]);
  else page.selection.choose(servers, items);
  // One lasso, one use: the next drag pans again.
  if (servers.length + items.length > 0) page.tool.value = 'hand';
}

/** Inside a line of the screen, which is closed by itself. */
function within(page: Page, line: readonly Point[]): Inside {
  const { world } = page;
  if (world === null) return NOBODY;
  const camera = page.map.camera.peek();
  const size = page.map.size.peek();
  const x = line.map((point) => point.x);
  const y = line.map((point) => point.y);
  const around = between(page, { x: Math.min(...x), y: Math.min(...y) }, { x: Math.max(...x), y: Math.max(...y) });
  const inWorld = line.map((point) => toWorld(camera, size, point));
  return { servers: around.servers.filter((server) => isInside(inWorld, standOf(world, server))), items: drawingsIn(page, world, (at) => isInside(inWorld, at)) };
}

/** Inside the rectangle between two points of the screen. */
function between(page: Page, a: Point, b: Point): Inside {
  const { world } = page;
  if (world === null) return NOBODY;
  const camera = page.map.camera.peek();
  const size = page.map.size.peek();
  const least = toWorld(camera, size, { x: Math.min(a.x, b.x), y: Math.min(a.y, b.y) });
  const most = toWorld(camera, size, { x: Math.max(a.x, b.x), y: Math.max(a.y, b.y) });
  const isIn = ({ x, y }: Point): boolean => x >= least.x && x <= most.x && y >= least.y && y <= most.y;
  const servers: number[] = [];
  // The grid knows the tile's middle; what is seen stands above it.
  const { up } = standOf(world, 0);
  world.grid.each({ minX: least.x, minY: least.y, maxX: most.x, maxY: most.y + up }, (server) => {
    if (isIn(standOf(world, server))) servers.push(server);
  });
  return { servers, items: drawingsIn(page, world, isIn) };
}

const NOBODY: Inside = { servers: [], items: [] };

/** Drawings of the layers that are shown, all of whose corners are inside. */
function drawingsIn({ map }: Page, { drawings }: World, isIn: (at: Point) => boolean): SelectedItem[] {
  const hidden = map.hidden.peek();
  const holds = (points: readonly number[] | null): boolean =>
    points?.every((x, at) => at % 2 === 1 || isIn(tileToWorld({ x, y: points[at + 1] as number }))) === true;
  const lies = ({ minX, minY, maxX, maxY }: Floor): boolean => holds([minX, minY, maxX, minY, maxX, maxY, minX, maxY]);
  const taken = <Row extends { readonly id: string }>(kind: ItemKind, layer: Layer, rows: readonly Row[], isHeld: (row: Row) => boolean): SelectedItem[] =>
    (hidden.has(layer) ? [] : rows.filter(isHeld).map(({ id }) => ({ kind, id })));
  return [
    ...taken('area', 'areas', drawings.areas, (area) => lies(floorOf(area))),
    ...taken('text', 'texts', drawings.texts, (text) => lies(textFloor(text))),
    ...taken('line', 'lines', drawings.lines, (line) => holds(drawings.pointsOf(line))),
  ];
}
