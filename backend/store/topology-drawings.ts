import type { Extras, LineStyle, Look } from '../contract/look.ts';
import type { ConnectionDress, Drawn, ServerDress, TopologyHeader } from '../contract/topology.ts';
import { AREA_SHAPE, FLOOR_TEXT_SHAPE, FREE_LINE_SHAPE, VIEW_SHAPE } from './tables/shapes.ts';
import type { RowShape } from './tables/row-table.ts';
import type { Row } from './journal.ts';
import type { Database, SqlValue } from './database.ts';

const IS_LOCKED = 4;

/** Rows that few have, as two columns: which, and what, one JSON text a line. */
export class Dresses {
  readonly #rows: number[] = [];
  readonly #lines: string[] = [];

  put(row: number, dress: object): void {
    this.#rows.push(row);
    this.#lines.push(JSON.stringify(dress));
  }

  rows(): Uint32Array<ArrayBuffer> {
    return Uint32Array.from(this.#rows);
  }

  lines(): string {
    return this.#lines.join('\n');
  }
}

/** Notes how a server is drawn, from its details; answers its bit of the flags. */
export function dressServer(dresses: Dresses, row: number, details: string): number {
  const { look } = JSON.parse(details) as { look?: Look };
  if (look === undefined) return 0;
  const { locked = false, ...dress } = look;
  if (Object.keys(dress).length > 0) dresses.put(row, dress satisfies ServerDress);
  return locked ? IS_LOCKED : 0;
}

/** Notes the label and the style of a connection, from its columns. */
export function dressConnection(dresses: Dresses, row: number, label: string, drawing: string): void {
  const { style } = drawing === '' ? { style: {} } : JSON.parse(drawing) as { style: LineStyle };
  const hasStyle = Object.keys(style).length > 0;
  if (label === '' && !hasStyle) return;
  dresses.put(row, { ...(label !== '' && { label }), ...(hasStyle && { style }) } satisfies ConnectionDress);
}

type Header = Pick<TopologyHeader, 'areas' | 'texts' | 'lines' | 'views'>;

/** Areas, texts, lines with all their servers in sight, and views, in order of their ids. */
export function drawingsOf(database: Database, clusters: readonly string[] | '*', places: ReadonlyMap<string, number>): Header {
  const lines = drawn(database, FREE_LINE_SHAPE);
  return {
    areas: drawn(database, AREA_SHAPE), texts: drawn(database, FLOOR_TEXT_SHAPE),
    lines: clusters === '*' ? lines : lines.filter(({ points }) => points.every((point) => !('server' in point) || places.has(point.server))),
    views: drawn(database, VIEW_SHAPE).map(({ id, name, places: own }) => ({ id, name, has_places: own !== null })),
  };
}

function drawn<R extends Row & { extras: Extras; created_at: string; updated_at: string }>(database: Database, { table, columns, decode }: Omit<RowShape<R>, 'follow'>): Drawn<R>[] {
  const rows = database.prepare(`SELECT ${columns.join(', ')} FROM ${table} ORDER BY id`).raw().all() as SqlValue[][];
  return rows.map((row) => {
    const { extras: _extras, created_at: _created, updated_at: _updated, ...rest } = decode(row);
    return rest;
  });
}
