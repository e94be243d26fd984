import { isOn, type Floor } from './areas.ts';
import { floorOf, type DrawnArea, type DrawnLine, type DrawnText } from './drawings.ts';
import type { Shaped } from './anchors.ts';
import type { Shift } from './free-tiles.ts';
import type { Point } from './space.ts';
import type { World } from './world.ts';

type Waypoints = { readonly row: number; readonly waypoints: readonly Point[] };

/** Everything that moves together: servers by their places, drawings, and the bends of connections between those servers. Nothing of it is locked. */
export type Movers = {
  readonly servers: ReadonlySet<number>;
  readonly areas: readonly DrawnArea[];
  readonly texts: readonly DrawnText[];
  readonly lines: readonly DrawnLine[];
  readonly bends: readonly Waypoints[];
};

/** What moves where these servers and drawings do: an area takes along what stands on it, and two servers the bends between them. */
export function moversOf(world: World, chosen: Iterable<number>, items: readonly Shaped[]): Movers {
  const { drawings } = world;
  const servers = new Set([...chosen].filter((server) => !world.isLocked(server)));
  const ids = (kind: Shaped['kind']): Set<string> => new Set(items.filter((item) => item.kind === kind).map(({ id }) => id));
  const [areas, texts, lines] = [ids('area'), ids('text'), ids('line')];
  for (const area of drawings.areas) if (areas.has(area.id) && !area.locked) carry(world, floorOf(area), { servers, areas, texts, lines });
  return {
    servers,
    areas: drawings.areas.filter(({ id, locked }) => !locked && areas.has(id)),
    texts: drawings.texts.filter(({ id, locked }) => !locked && texts.has(id)),
    lines: drawings.lines.filter((line) => !line.locked && (lines.has(line.id) || isBetween(world, line, servers))),
    bends: bendsBetween(world, servers),
  };
}

export const isNothing = ({ servers, areas, texts, lines }: Movers): boolean => servers.size + areas.length + texts.length + lines.length === 0;

/** The drawings among them. */
export const shapesOf = ({ areas, texts, lines }: Movers): readonly Shaped[] => [
  ...areas.map(({ id }): Shaped => ({ kind: 'area', id })), ...texts.map(({ id }): Shaped => ({ kind: 'text', id })), ...lines.map(({ id }): Shaped => ({ kind: 'line', id })),
];

/** The rows of the drawings, and of bent connections, once all of it stands elsewhere. */
export function movedRows(world: World, { areas, texts, lines, bends }: Movers, { dx, dy }: Shift) {
  const moved = ({ x, y }: Point): Point => ({ x: near(x + dx), y: near(y + dy) });
  return {
    areas: areas.map(({ id, from, to }) => ({ id, from: moved(from), to: moved(to) })),
    texts: texts.map(({ id, position }) => ({ id, position: moved(position) })),
    lines: lines.map(({ id, points }) => ({ id, points: points.map((point) => ('server' in point ? point : moved(point))) })),
    connections: bends.map(({ row, waypoints }) => ({ ...world.connectionEnds(row), style: { ...world.links.dressOf(row)?.style, waypoints: waypoints.map(moved) } })),
  };
}

type Chosen = { readonly servers: Set<number>; readonly areas: Set<string>; readonly texts: Set<string>; readonly lines: Set<string> };

/** Adds what stands on a floor: servers, and drawings that lie on it with all they have. */
function carry(world: World, floor: Floor, { servers, areas, texts, lines }: Chosen): void {
  const { drawings, servers: { x, y, count } } = world;
  for (let server = 0; server < count; server++) {
    if (world.has(server) && !world.isLocked(server) && isOn(floor, x[server] as number, y[server] as number)) servers.add(server);
  }
  for (const other of drawings.areas) if (isInside(floorOf(other), floor)) areas.add(other.id);
  for (const { id, position } of drawings.texts) if (isOn(floor, position.x, position.y)) texts.add(id);
  for (const { id, points } of drawings.lines) if (points.every((point) => 'server' in point || isOn(floor, point.x, point.y))) lines.add(id);
}

/** A line that begins and ends at servers which both move. */
function isBetween(world: World, { points }: DrawnLine, servers: ReadonlySet<number>): boolean {
  return [points[0], points.at(-1)].every((point) => point !== undefined && 'server' in point && servers.has(world.indexOf(point.server)));
}

function bendsBetween(world: World, servers: ReadonlySet<number>): Waypoints[] {
  const { from, to } = world.connections;
  return [...world.links.dressed()].flatMap(([row, { style }]) =>
    (style?.waypoints !== undefined && servers.has(from[row] as number) && servers.has(to[row] as number) ? [{ row, waypoints: style.waypoints }] : []));
}

const isInside = (inner: Floor, outer: Floor): boolean => inner.minX >= outer.minX && inner.maxX <= outer.maxX && inner.minY >= outer.minY && inner.maxY <= outer.maxY;

/** To a hundredth of a tile, and never -0. */
const near = (value: number): number => Math.round(value * 100) / 100 + 0;
