import type { ConnectionColumns } from './connection-columns.ts';
import type { Route } from './route.ts';
import type { ServerColumns } from './server-columns.ts';

/** Tiles between two lines side by side, and the most they may spread in all. */
const APART = 0.16;
const SPREAD = 0.8;
/** A server with more connections than this is not searched for parallels: they would not be told apart. */
const MOST_SEARCHED = 256;

/** Connections between the same two servers, in either direction, in order of their ids; the row alone where there are no others. */
export function parallelsOf(row: number, columns: ConnectionColumns, servers: ServerColumns, idOf: (row: number) => string): readonly number[] {
  const { from, to, nextOut, nextIn, alive } = columns;
  const a = from[row] as number;
  const b = to[row] as number;
  const found: number[] = [];
  let searched = 0;
  for (let at = servers.firstOut[a] ?? -1; at >= 0 && searched < MOST_SEARCHED; at = nextOut[at] as number, searched++) if (to[at] === b && alive[at] === 1) found.push(at);
  for (let at = servers.firstIn[a] ?? -1; at >= 0 && searched < MOST_SEARCHED; at = nextIn[at] as number, searched++) if (from[at] === b && alive[at] === 1) found.push(at);
  if (found.length < 2 || searched >= MOST_SEARCHED) return [row];
  return found.map((at) => ({ at, id: idOf(at) })).toSorted((one, other) => (one.id < other.id ? -1 : 1)).map(({ at }) => at);
}

/** How far the `rank`th of `count` parallels runs beside the middle, in tiles. */
export const offsetOf = (rank: number, count: number): number => (rank - (count - 1) / 2) * Math.min(APART, SPREAD / Math.max(1, count - 1));

/** A route with legs along the axes, moved to its left by so many tiles. */
export function beside(route: Route, offset: number): number[] {
  const moved = [...route];
  const legs = route.length / 2 - 1;
  for (let leg = 0; leg < legs; leg++) {
    const at = leg * 2;
    const dx = Math.sign((route[at + 2] as number) - (route[at] as number));
    const dy = Math.sign((route[at + 3] as number) - (route[at + 1] as number));
    // A straight joint gets the move of one leg, a corner that of both.
    const isJoint = leg > 0 && isSameWay(route, at);
    for (const vertex of isJoint ? [at + 2] : [at, at + 2]) {
      moved[vertex] = (moved[vertex] as number) + dy * offset;
      moved[vertex + 1] = (moved[vertex + 1] as number) - dx * offset;
    }
  }
  return moved;
}

function isSameWay(route: Route, at: number): boolean {
  const [x0, y0, x1, y1, x2, y2] = route.slice(at - 2, at + 4) as [number, number, number, number, number, number];
  return Math.sign(x1 - x0) === Math.sign(x2 - x1) && Math.sign(y1 - y0) === Math.sign(y2 - y1);
}
