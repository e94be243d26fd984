import { degreeOf, neighboursOf, type Graph, type Neighbours } from '../graph.ts';

/**
 * The layer of each node of a graph without circles: every connection leads to a later one. As early as its sources allow
 * (the longest way), then later again where that shortens more connections than it lengthens. A node without
 * connections joins the layer of one it is held together with by `ties`, which have no direction.
 */
export function layersOf(graph: Graph, ties: Neighbours): Int32Array {
  const targets = neighboursOf(graph.count, graph.from, graph.to);
  const sources = neighboursOf(graph.count, graph.to, graph.from);
  const order = topologicalOrder(graph.count, targets, sources);
  const layers = new Int32Array(graph.count);
  for (const node of order) {
    for (const target of targets.others.subarray(targets.start[node], targets.start[node + 1])) {
      layers[target] = Math.max(layers[target] as number, (layers[node] as number) + 1);
    }
  }
  for (const node of order.toReversed()) {
    if (degreeOf(targets, node) > degreeOf(sources, node)) layers[node] = Math.max(layers[node] as number, firstTarget(targets, layers, node) - 1);
  }
  joinTied(targets, sources, ties, layers);
  return layers;
}

function firstTarget({ start, others }: Neighbours, layers: Int32Array, node: number): number {
  let first = Infinity;
  for (const target of others.subarray(start[node], start[node + 1])) first = Math.min(first, layers[target] as number);
  return first;
}

function topologicalOrder(count: number, targets: Neighbours, sources: Neighbours): number[] {
  const waiting = Int32Array.from({ length: count }, (_, node) => degreeOf(sources, node));
  const order: number[] = [];
  for (let node = 0; node < count; node++) if (waiting[node] === 0) order.push(node);
  // The list grows while it is walked; below too.
  for (const node of order) {
    for (const target of targets.others.subarray(targets.start[node], targets.start[node + 1])) {
      waiting[target] = (waiting[target] as number) - 1;
      if (waiting[target] === 0) order.push(target);
    }
  }
  return order;
}

/** From those whose layer is known outwards. */
function joinTied(targets: Neighbours, sources: Neighbours, ties: Neighbours, layers: Int32Array): void {
  const known = Uint8Array.from(layers, (_, node) => Number(degreeOf(targets, node) + degreeOf(sources, node) > 0));
  const open: number[] = [];
  known.forEach((is, node) => { if (is === 1) open.push(node); });
  for (const node of open) {
    for (const other of ties.others.subarray(ties.start[node], ties.start[node + 1])) {
      if (known[other] === 1) continue;
      known[other] = 1;
      layers[other] = layers[node] as number;
      open.push(other);
    }
  }
}
