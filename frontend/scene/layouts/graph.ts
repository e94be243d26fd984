import type { Site } from './layout.ts';

/** Some servers, numbered anew from 0, and the connections between them. */
export type Graph = { readonly count: number; readonly from: Uint32Array; readonly to: Uint32Array };

/** Who is connected with whom: the neighbours of `node` are `others[start[node]]` to `others[start[node + 1] - 1]`. */
export type Neighbours = { readonly start: Uint32Array; readonly others: Uint32Array };

/** The site's connections between the servers of `order`, by their places in it; each pair once in each direction. */
export function graphOf(site: Site, order: Uint32Array, wants: (connection: number) => boolean): Graph {
  const placeOf = new Int32Array(site.count).fill(-1);
  order.forEach((server, place) => { placeOf[server] = place; });
  const keys = new Set<number>();
  for (let connection = 0; connection < site.from.length; connection++) {
    const from = placeOf[site.from[connection] as number] as number;
    const to = placeOf[site.to[connection] as number] as number;
    if (from >= 0 && to >= 0 && from !== to && wants(connection)) keys.add(from * order.length + to);
  }
  const sorted = Float64Array.from(keys).sort();
  return {
    count: order.length,
    from: Uint32Array.from(sorted, (key) => Math.floor(key / order.length)),
    to: Uint32Array.from(sorted, (key) => key % order.length),
  };
}

/** Neighbours along the connections from `from` to `to`; given both ways round, in both directions. */
export function neighboursOf(count: number, from: ArrayLike<number>, to: ArrayLike<number>): Neighbours {
  const start = new Uint32Array(count + 1);
  Uint32Array.from(from).forEach((node) => { start[node + 1] = (start[node + 1] as number) + 1; });
  for (let node = 0; node < count; node++) start[node + 1] = (start[node + 1] as number) + (start[node] as number);
  const next = start.slice();
  const others = new Uint32Array(from.length);
  for (let edge = 0; edge < from.length; edge++) {
    const node = from[edge] as number;
    others[next[node] as number] = to[edge] as number;
    next[node] = (next[node] as number) + 1;
  }
  return { start, others };
}

/** As neighboursOf, whichever end a connection begins at. */
export function eitherWay({ count, from, to }: Graph): Neighbours {
  return neighboursOf(count, [...from, ...to], [...to, ...from]);
}

export const degreeOf = ({ start }: Neighbours, node: number): number => (start[node + 1] as number) - (start[node] as number);
