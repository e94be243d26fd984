import { forceCollide, forceLink, forceManyBody, forceSimulation, forceX, forceY, type SimulationNodeDatum } from 'd3-force';
import { clusterGap } from './by-group.ts';
import { fillSquare, squareOf } from './grid.ts';
import { graphOf } from './graph.ts';
import type { Layout, Places, Site } from './layout.ts';
import { packNear, type Square } from './pack-near.ts';
import { Tiles } from './tiles.ts';

/** Above this, groups are moved by the forces instead of servers. */
const MOST_SERVERS = 5_000;
/** Steps of the simulation; fewer where a step is long, so that it always ends within seconds. */
const STEPS = 300;
const LEAST_STEPS = 60;
const WORK = 300_000;

/** Length of a connection, the push between any two, and how far that reaches, in pitches. */
const LENGTH = 1.25;
const PUSH = 0.3;
const REACH = 9;
/** Half of the room that each keeps to itself. */
const ROOM = 0.56;
/** Pull towards the middle of all, and of the own cluster. */
const TO_MIDDLE = 0.07;
const TO_CLUSTER = 0.25;
/** How coarsely far bodies are taken together (Barnes and Hut): less exact than usual, and faster. */
const COARSE = 1.2;

type Body = SimulationNodeDatum & { readonly radius: number; readonly cluster: number };

/** What is connected draws near, what is not is pushed away; in the end everybody snaps to tiles in straight rows. */
export const force: Layout = {
  usesPinned: true,
  place: (site, order, { pitch }) => (order.length > MOST_SERVERS ? placeGroups(site, order, pitch) : placeServers(site, order, pitch)),
};

function placeServers(site: Site, order: Uint32Array, pitch: number): Places {
  const pinned = Uint32Array.from({ length: site.count }, (_, server) => server).filter((server) => site.pinned[server] === 1);
  const all = Uint32Array.from([...order, ...pinned]);
  const bodies = Array.from(all, (server): Body => ({ radius: ROOM, cluster: site.cluster[server] as number }));
  // Beside fixed ones the others begin where they stand, or they would have to find each other across the map.
  if (pinned.length > 0) {
    bodies.forEach((body, at) => {
      body.x = (site.x[all[at] as number] as number) / pitch;
      body.y = (site.y[all[at] as number] as number) / pitch;
      if (at >= order.length) [body.fx, body.fy] = [body.x, body.y];
    });
  }
  const { from, to } = graphOf(site, all, () => true);
  simulate(bodies, Array.from(from, (source, edge) => ({ source, target: to[edge] as number })));
  return snapped(site, order, bodies, pitch);
}

/** Runs the forces to their end. The package draws its chances from a fixed row of numbers, so the answer is always the same. */
function simulate(bodies: Body[], links: { source: number; target: number }[]): void {
  const steps = Math.max(LEAST_STEPS, Math.min(STEPS, Math.round(WORK / Math.max(1, bodies.length))));
  const [middleX, middleY] = [mean(bodies.map(({ fx }) => fx)), mean(bodies.map(({ fy }) => fy))];
  const simulation = forceSimulation(bodies)
    .force('connections', forceLink(links).distance(({ source, target }) => LENGTH + radiusOf(source) + radiusOf(target) - 2 * ROOM))
    .force('push', forceManyBody<Body>().strength(({ radius }) => -PUSH * (radius / ROOM) ** 2).distanceMax(REACH).theta(COARSE))
    .force('room', forceCollide<Body>(({ radius }) => radius))
    .force('across', forceX(middleX).strength(TO_MIDDLE))
    .force('down', forceY(middleY).strength(TO_MIDDLE))
    .force('clusters', (alpha) => drawClusters(bodies, alpha))
    .alphaDecay(1 - 0.001 ** (1 / steps))
    .stop();
  simulation.tick(steps);
}

const radiusOf = (end: unknown): number => (end as Body).radius;

function mean(values: readonly (number | null | undefined)[]): number {
  const known = values.filter((value) => value !== null && value !== undefined);
  return known.length === 0 ? 0 : known.reduce((sum, value) => sum + value, 0) / known.length;
}

/** Members are drawn to the middle of their cluster, so that its floor is compact. */
function drawClusters(bodies: readonly Body[], alpha: number): void {
  const middles = new Map<number, { x: number; y: number; count: number }>();
  for (const { cluster, x = 0, y = 0 } of bodies) {
    if (cluster < 0) continue;
    const middle = middles.get(cluster) ?? { x: 0, y: 0, count: 0 };
    middles.set(cluster, { x: middle.x + x, y: middle.y + y, count: middle.count + 1 });
  }
  for (const body of bodies) {
    const middle = middles.get(body.cluster);
    if (middle === undefined) continue;
    body.vx = (body.vx ?? 0) + (middle.x / middle.count - (body.x ?? 0)) * alpha * TO_CLUSTER;
    body.vy = (body.vy ?? 0) + (middle.y / middle.count - (body.y ?? 0)) * alpha * TO_CLUSTER;
  }
}

/** Bodies on a lattice of one server a pitch, those in the middle first: they have the least room to give way. */
function snapped(site: Site, order: Uint32Array, bodies: readonly Body[], pitch: number): Places {
  const places = new Float32Array(site.count * 2);
  const cells = new Tiles(site.count);
  bodies.slice(order.length).forEach(({ x = 0, y = 0 }) => cells.take(Math.round(x), Math.round(y)));
  const far = bodies.map(({ x = 0, y = 0 }) => Math.hypot(x, y));
  for (const at of Uint32Array.from(order, (_, place) => place).sort((a, b) => (far[a] as number) - (far[b] as number) || a - b)) {
    const { x = 0, y = 0 } = bodies[at] as Body;
    const [column, row] = cells.takeNear(Math.round(x), Math.round(y));
    places.set([column * pitch, row * pitch], (order[at] as number) * 2);
  }
  return places;
}

/** Clusters, and what is left of each region, as squares that the forces move; their members stand in them by type and name. */
function placeGroups(site: Site, order: Uint32Array, pitch: number): Places {
  const { groups, groupOf } = groupsOf(site, order);
  const gap = clusterGap(pitch);
  const squares = groups.map((members): Square => {
    const { width, height } = squareOf(members.length, pitch);
    return { x: 0, y: 0, width: width + gap, height: height + gap };
  });
  const bodies = squares.map(({ width, height }): Body => ({ radius: (Math.max(width, height) / pitch) * ROOM * 1.2, cluster: -1 }));
  const links = new Map<number, { source: number; target: number }>();
  for (let connection = 0; connection < site.from.length; connection++) {
    const source = groupOf[site.from[connection] as number] as number;
    const target = groupOf[site.to[connection] as number] as number;
    if (source >= 0 && target >= 0 && source !== target) links.set(Math.min(source, target) * groups.length + Math.max(source, target), { source, target });
  }
  simulate(bodies, [...links.values()]);
  const places = new Float32Array(site.count * 2);
  const wished = squares.map((square, group) => ({ ...square, x: (bodies[group]?.x ?? 0) * pitch, y: (bodies[group]?.y ?? 0) * pitch }));
  packNear(wished).forEach(({ x, y, width, height }, group) => fillSquare(places, groups[group] as number[], pitch, Math.round(x - (width - gap) / 2), Math.round(y - (height - gap) / 2)));
  return places;
}

function groupsOf(site: Site, order: Uint32Array): { groups: number[][]; groupOf: Int32Array } {
  const byKey = new Map<string, number>();
  const groups: number[][] = [];
  const groupOf = new Int32Array(site.count).fill(-1);
  // More clusters than the forces can move: whole regions then.
  const usesClusters = site.clusters.length <= MOST_SERVERS;
  for (const server of order) {
    const cluster = usesClusters ? site.cluster[server] as number : -1;
    const key = cluster < 0 ? `region ${site.region[server] as number}` : `cluster ${cluster}`;
    const group = byKey.get(key) ?? groups.push([]) - 1;
    byKey.set(key, group);
    groupOf[server] = group;
    (groups[group] as number[]).push(server);
  }
  return { groups, groupOf };
}
