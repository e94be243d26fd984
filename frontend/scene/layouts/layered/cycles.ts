import { degreeOf, neighboursOf, type Graph } from '../graph.ts';

/**
 * 1 for each connection that must be turned round so that none leads back to where it came from; few, and none if there is no
 * circle. The greedy order of Eades, Lin and Smyth (1993): ends go last, beginnings first, and of the rest the one
 * that sends most more than it receives.
 */
export function backEdges(graph: Graph): Uint8Array {
  const rank = greedyOrder(graph);
  return Uint8Array.from(graph.from, (from, edge) => Number((rank[from] as number) > (rank[graph.to[edge] as number] as number)));
}

/** The graph with its back edges turned round. */
export function withoutCircles(graph: Graph): Graph {
  const back = backEdges(graph);
  return {
    count: graph.count,
    from: graph.from.map((from, edge) => (back[edge] === 1 ? graph.to[edge] as number : from)),
    to: graph.to.map((to, edge) => (back[edge] === 1 ? graph.from[edge] as number : to)),
  };
}

function greedyOrder({ count, from, to }: Graph): Int32Array {
  const targets = neighboursOf(count, from, to);
  const sources = neighboursOf(count, to, from);
  const sends = Int32Array.from({ length: count }, (_, node) => degreeOf(targets, node));
  const receives = Int32Array.from({ length: count }, (_, node) => degreeOf(sources, node));
  const rank = new Int32Array(count);
  const gone = new Uint8Array(count);
  const loose: number[] = [];
  let [first, last] = [0, count - 1];

  const remove = (node: number, place: number): void => {
    gone[node] = 1;
    rank[node] = place;
    const tell = ({ start, others }: typeof targets, left: Int32Array): void => {
      for (let at = start[node] as number; at < (start[node + 1] as number); at++) {
        const other = others[at] as number;
        left[other] = (left[other] as number) - 1;
        if (gone[other] === 0 && left[other] === 0) loose.push(other);
      }
    };
    tell(targets, receives);
    tell(sources, sends);
  };
  const removeLoose = (): void => {
    for (let node = loose.pop(); node !== undefined; node = loose.pop()) {
      if (gone[node] === 0) remove(node, sends[node] === 0 ? last-- : first++);
    }
  };

  for (let node = 0; node < count; node++) if (sends[node] === 0 || receives[node] === 0) loose.push(node);
  removeLoose();
  while (first <= last) {
    let best = -1;
    for (let node = 0; node < count; node++) {
      if (gone[node] === 0 && (best < 0 || surplus(node) > surplus(best))) best = node;
    }
    remove(best, first++);
    removeLoose();
  }
  return rank;

  function surplus(node: number): number {
    return (sends[node] as number) - (receives[node] as number);
  }
}
