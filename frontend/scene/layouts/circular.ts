import { clusterGap } from './by-group.ts';
import { degreeOf, neighboursOf, type Graph, type Neighbours } from './graph.ts';
import { fillSquare, squareOf } from './grid.ts';
import type { Layout, Places, Site } from './layout.ts';
import type { Size } from './shelves.ts';

/** Up to so many servers stand on one circle; more fill circles around one another, clusters as squares. */
const ONE_CIRCLE = 48;
/** From the corner farthest away, so that the first stands at the top of the screen. */
const BEGINNING = (-3 * Math.PI) / 4;

/** Circles, on which each stands near what it is connected with, and members of a cluster stay together. */
export const circular: Layout = {
  place(site, order, { pitch }) {
    const places = new Float32Array(site.count * 2);
    const { graph, members } = unitsOf(site, order);
    const units = walkUnits(neighboursOf(graph.count, graph.from, graph.to), graph.count).map((unit) => Uint32Array.from(members[unit] as number[], (place) => order[place] as number));
    if (order.length <= ONE_CIRCLE) placeOnCircle(places, units.flatMap((unit) => [...unit]), pitch);
    else placeOnCircles(places, units, pitch);
    return places;
  },
};

function placeOnCircle(places: Places, servers: readonly number[], pitch: number): void {
  const radius = servers.length === 2 ? pitch / 2 : (servers.length * pitch) / (2 * Math.PI);
  servers.forEach((server, at) => {
    const angle = (2 * Math.PI * at) / servers.length + BEGINNING;
    places.set([radius * Math.cos(angle), radius * Math.sin(angle)], server * 2);
  });
}

/** A square of a cluster, or one server, and the room that it needs whichever way it is turned to. */
type Square = Size & { readonly servers: Uint32Array; readonly room: number };

/** The most connected in the middle, the others around it from circle to circle. */
function placeOnCircles(places: Places, units: readonly Uint32Array[], pitch: number): void {
  const squares = units.map((servers): Square => {
    const { width, height } = squareOf(servers.length, pitch);
    const gap = clusterGap(pitch);
    return { servers, width, height, room: servers.length === 1 ? pitch : Math.hypot(width + gap, height + gap) };
  });
  let [radius, depth, begun] = [0, 0, 0];
  while (begun < squares.length) {
    const { some, deepest } = fillCircle(squares, begun, (room) => radius + (depth + room) / 2);
    radius += (depth + deepest) / 2;
    if (begun === 0) radius = 0;
    depth = deepest;
    let angle = BEGINNING;
    const share = (2 * Math.PI) / some.reduce((sum, { room }) => sum + room, 0);
    for (const { servers, width, height, room } of some) {
      const middle = angle + (share * room) / 2;
      fillSquare(places, servers, pitch, Math.round(radius * Math.cos(middle) - width / 2), Math.round(radius * Math.sin(middle) - height / 2));
      angle += share * room;
    }
    begun += some.length;
  }
}

/** As many as fit on the next circle; one alone in the middle. `radiusFor` tells its radius if its deepest needs so much room. */
function fillCircle(squares: readonly Square[], begun: number, radiusFor: (room: number) => number): { some: readonly Square[]; deepest: number } {
  let [end, sum, deepest] = [begun, 0, 0];
  for (let square = squares[end]; square !== undefined; square = squares[end]) {
    const next = Math.max(deepest, square.room);
    if (end > begun && (begun === 0 || sum + square.room > 2 * Math.PI * radiusFor(next))) break;
    sum += square.room;
    deepest = next;
    end++;
  }
  return { some: squares.slice(begun, end), deepest };
}

/** Clusters, and servers without one, as nodes, connected in both directions; members by their place in `order`. */
function unitsOf(site: Site, order: Uint32Array): { graph: Graph; members: number[][] } {
  const unitOfCluster = new Map<number, number>();
  const members: number[][] = [];
  const unitOf = new Int32Array(site.count).fill(-1);
  order.forEach((server, place) => {
    const cluster = site.cluster[server] as number;
    let unit = cluster < 0 ? undefined : unitOfCluster.get(cluster);
    if (unit === undefined) {
      unit = members.push([]) - 1;
      if (cluster >= 0) unitOfCluster.set(cluster, unit);
    }
    unitOf[server] = unit;
    (members[unit] as number[]).push(place);
  });
  const [from, to] = [new Uint32Array(site.from.length * 2), new Uint32Array(site.from.length * 2)];
  let ends = 0;
  for (let connection = 0; connection < site.from.length; connection++) {
    const [a, b] = [unitOf[site.from[connection] as number] as number, unitOf[site.to[connection] as number] as number];
    if (a < 0 || b < 0 || a === b) continue;
    from[ends] = to[ends + 1] = a;
    to[ends] = from[ends + 1] = b;
    ends += 2;
  }
  return { graph: { count: members.length, from: from.subarray(0, ends), to: to.subarray(0, ends) }, members };
}

/** Every unit once, each near one it is connected with: in depth, from the most connected. */
function walkUnits(neighbours: Neighbours, count: number): number[] {
  const { start, others } = neighbours;
  const seen = new Uint8Array(count);
  const walk: number[] = [];
  const byDegree = Uint32Array.from({ length: count }, (_, unit) => unit).sort((a, b) => degreeOf(neighbours, b) - degreeOf(neighbours, a) || a - b);
  for (const first of byDegree) {
    const open = [first];
    for (let unit = open.pop(); unit !== undefined; unit = open.pop()) {
      if (seen[unit] === 1) continue;
      seen[unit] = 1;
      walk.push(unit);
      for (let at = (start[unit + 1] as number) - 1; at >= (start[unit] as number); at--) if (seen[others[at] as number] !== 1) open.push(others[at] as number);
    }
  }
  return walk;
}
