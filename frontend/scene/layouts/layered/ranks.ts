import { neighboursOf, type Graph, type Neighbours } from '../graph.ts';

/**
 * A graph whose connections join neighbouring layers only: long ones are cut by stand-ins, one in each layer they pass.
 * Nodes from `real` on are stand-ins.
 */
export type Ranks = {
  readonly real: number;
  readonly layers: Int32Array;
  /** Nodes of each layer, in their order across. */
  readonly rows: Uint32Array[];
  readonly above: Neighbours;
  readonly below: Neighbours;
};

/** A graph of more stand-ins than this is ordered without its longest connections. */
const MOST_STAND_INS = 30_000;

export function ranksOf({ count, from, to }: Graph, layers: Int32Array): Ranks {
  const starts: number[] = [];
  const ends: number[] = [];
  const layerOf = [...layers];
  const spans = Uint32Array.from(from, (_, edge) => edge).sort((a, b) => spanOf(a) - spanOf(b) || a - b);
  for (const edge of spans) {
    if (layerOf.length - count + spanOf(edge) - 1 > MOST_STAND_INS) break;
    let before = from[edge] as number;
    for (let layer = (layers[before] as number) + 1; layer < (layers[to[edge] as number] as number); layer++) {
      const standIn = layerOf.push(layer) - 1;
      starts.push(before);
      ends.push(standIn);
      before = standIn;
    }
    starts.push(before);
    ends.push(to[edge] as number);
  }
  const all = Int32Array.from(layerOf);
  return { real: count, layers: all, rows: rowsOf(all), above: neighboursOf(all.length, ends, starts), below: neighboursOf(all.length, starts, ends) };

  function spanOf(edge: number): number {
    return (layers[to[edge] as number] as number) - (layers[from[edge] as number] as number);
  }
}

function rowsOf(layers: Int32Array): Uint32Array[] {
  const rows: number[][] = [];
  layers.forEach((layer, node) => (rows[layer] ??= []).push(node));
  return Array.from(rows, (row: number[] | undefined) => Uint32Array.from(row ?? []));
}
