import { degreeOf, graphOf, neighboursOf, type Graph, type Neighbours } from './graph.ts';
import type { Layout, Site } from './layout.ts';

/** Up to so many servers stand on one circle; more fill circles around one another. */
const ONE_CIRCLE = 48;

/** Circles, on which members of a cluster stand side by side and near what they are connected with. */
export const circular: Layout = {
  place(site, order, { pitch }) {
    const places = new Float32Array(site.count * 2);
    const walk = walkOf(site, order);
    let radius = walk.length <= ONE_CIRCLE ? (walk.length * pitch) / (2 * Math.PI) : pitch * 1.5;
    if (walk.length === 2) radius = pitch / 2;
    for (let begun = 0; begun < walk.length; radius += pitch) {
      const room = walk.length <= ONE_CIRCLE ? walk.length : Math.floor((2 * Math.PI * radius) / pitch);
      const some = walk.subarray(begun, begun + room);
      some.forEach((server, at) => {
        // From the corner farthest away, so that the first stands at the top of the screen.
        const angle = (2 * Math.PI * at) / some.length - (3 * Math.PI) / 4;
        places[server * 2] = radius * Math.cos(angle);
        places[server * 2 + 1] = radius * Math.sin(angle);
      });
      begun += some.length;
    }
    return places;
  },
};

/** Servers in the order in which they follow each other round the circles: a walk along connections, cluster by cluster. */
function walkOf(site: Site, order: Uint32Array): Uint32Array {
  const { graph, members } = unitsOf(site, order);
  const { start, others } = neighboursOf(graph.count, graph.from, graph.to);
  const walk = new Uint32Array(order.length);
  let length = 0;
  for (const unit of walkUnits({ start, others }, graph.count)) {
    for (const place of members[unit] as number[]) walk[length++] = order[place] as number;
  }
  return walk;
}

/** Clusters, and servers without one, as nodes; members by their place in `order`. */
function unitsOf(site: Site, order: Uint32Array): { graph: Graph; members: number[][] } {
  const unitOfCluster = new Map<number, number>();
  const members: number[][] = [];
  const unitOf = new Uint32Array(order.length);
  order.forEach((server, place) => {
    const cluster = site.cluster[server] as number;
    let unit = cluster < 0 ? undefined : unitOfCluster.get(cluster);
    if (unit === undefined) {
      unit = members.push([]) - 1;
      if (cluster >= 0) unitOfCluster.set(cluster, unit);
    }
    unitOf[place] = unit;
    (members[unit] as number[]).push(place);
  });
  const { from, to } = graphOf(site, order, () => true);
  const both = (a: Uint32Array, b: Uint32Array): Uint32Array => {
    const ends = new Uint32Array(a.length * 2);
    a.forEach((place, edge) => { ends[edge] = unitOf[place] as number; });
    b.forEach((place, edge) => { ends[a.length + edge] = unitOf[place] as number; });
    return ends;
  };
  return { graph: { count: members.length, from: both(from, to), to: both(to, from) }, members };
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
