import { clusterGap, placeClusters } from '../by-group.ts';
import { eitherWay, graphOf, type Graph } from '../graph.ts';
import type { Layout, Site } from '../layout.ts';
import { packShelves, type Size } from '../shelves.ts';
import { coordinatesOf } from './coordinates.ts';
import { orderRows } from './crossings.ts';
import { withoutCircles } from './cycles.ts';
import { layersOf } from './layers.ts';
import { ranksOf } from './ranks.ts';

/** Servers that are not connected with the others, placed from a corner of their own: x across the layers, y along them. */
type Part = Size & { readonly servers: Uint32Array; readonly x: Float64Array; readonly y: Float64Array };

/**
 * Layers along the direction of connections: whoever sends stands before whoever receives, but for the fewest that lead back.
 * Parts that are not connected are laid out one by one; servers without connections stand apart, by cluster.
 */
export const layered: Layout = {
  place(site, order, { pitch, direction }) {
    const places = new Float32Array(site.count * 2);
    const { parts, alone } = partsOf(site, order);
    const placed = parts.map((part) => placePart(site, part, pitch));
    if (alone.length > 0) placed.push(placeAlone(site, alone, pitch));
    for (const { item, x, y } of packShelves(placed, clusterGap(pitch) + pitch).placed) {
      item.servers.forEach((server, at) => {
        const [across, along] = [x + (item.x[at] as number), y + (item.y[at] as number)];
        places.set(direction === 'right' ? [along, across] : [across, along], server * 2);
      });
    }
    return places;
  },
};

const isDirected = (site: Site) => (connection: number): boolean => site.undirected[connection] !== 1;

/** Who is held together without a direction: by such a connection, or by a cluster. */
function tiesOf(site: Site, servers: Uint32Array): Graph {
  const { from, to, count } = graphOf(site, servers, (connection) => site.undirected[connection] === 1);
  const lastOf = new Map<number, number>();
  const [starts, ends] = [[...from], [...to]];
  servers.forEach((server, node) => {
    const cluster = site.cluster[server] as number;
    const last = lastOf.get(cluster);
    if (cluster >= 0 && last !== undefined) {
      starts.push(last);
      ends.push(node);
    }
    lastOf.set(cluster, node);
  });
  return { count, from: Uint32Array.from(starts), to: Uint32Array.from(ends) };
}

/** Servers that hang together by connections or clusters, in the given order; and all those that no direction touches. */
function partsOf(site: Site, order: Uint32Array): { parts: Uint32Array[]; alone: Uint32Array } {
  const directed = graphOf(site, order, isDirected(site));
  const ties = tiesOf(site, order);
  const all = { count: order.length, from: Uint32Array.from([...directed.from, ...ties.from]), to: Uint32Array.from([...directed.to, ...ties.to]) };
  const hasDirection = new Uint8Array(order.length);
  for (const ends of [directed.from, directed.to]) for (const node of ends) hasDirection[node] = 1;
  const parts: Uint32Array[] = [];
  const alone: number[] = [];
  for (const nodes of connectedParts(all)) {
    if (nodes.some((node) => hasDirection[node] === 1)) parts.push(Uint32Array.from(nodes, (node) => order[node] as number));
    else alone.push(...nodes);
  }
  return { parts, alone: Uint32Array.from(alone.sort((a, b) => a - b), (node) => order[node] as number) };
}

function connectedParts(graph: Graph): number[][] {
  const { start, others } = eitherWay(graph);
  const seen = new Uint8Array(graph.count);
  const parts: number[][] = [];
  for (let first = 0; first < graph.count; first++) {
    if (seen[first] === 1) continue;
    seen[first] = 1;
    const part = [first];
    // The list grows while it is walked.
    for (const node of part) {
      for (const other of others.subarray(start[node], start[node + 1])) {
        if (seen[other] === 1) continue;
        seen[other] = 1;
        part.push(other);
      }
    }
    parts.push(part.sort((a, b) => a - b));
  }
  return parts;
}

function placePart(site: Site, servers: Uint32Array, pitch: number): Part {
  const directed = withoutCircles(graphOf(site, servers, isDirected(site)));
  const ranks = orderRows(ranksOf(directed, layersOf(directed, eitherWay(tiesOf(site, servers)))), Int32Array.from(servers, (server) => site.cluster[server] as number));
  const { across, along } = coordinatesOf(ranks, pitch);
  return fromCorner(servers, across.subarray(0, servers.length), along.subarray(0, servers.length));
}

function placeAlone(site: Site, servers: Uint32Array, pitch: number): Part {
  const places = new Float32Array(site.count * 2);
  placeClusters(places, site, servers, pitch);
  const axis = (offset: 0 | 1): Float64Array => Float64Array.from(servers, (server) => places[server * 2 + offset] as number);
  return fromCorner(servers, axis(0), axis(1));
}

function fromCorner(servers: Uint32Array, x: Float64Array, y: Float64Array): Part {
  const [left, top] = [least(x), least(y)];
  const whole = (values: Float64Array, from: number): Float64Array => values.map((value) => Math.round(value - from));
  return { servers, x: whole(x, left), y: whole(y, top), width: Math.round(-least(x.map((value) => -value)) - left), height: Math.round(-least(y.map((value) => -value)) - top) };
}

const least = (values: Float64Array): number => values.reduce((a, b) => Math.min(a, b), Infinity);
