import type { Area } from '../../contract/area.ts';
import type { FloorText } from '../../contract/floor-text.ts';
import type { FreeLine } from '../../contract/free-line.ts';
import type { ImportList } from '../../contract/import-lists.ts';
import type { StoredConnection } from '../../contract/connection.ts';
import type { StoredServer } from '../../contract/server.ts';
import type { View } from '../../contract/view.ts';
import { SITE_VERSION } from '../../contract/site.ts';
import { serverOf, areaOf, clusterOf, floorTextOf, freeLineOf, iconOf, networkOf, viewOf } from '../rows.ts';
import { connectionIdOf } from '../../contract/topology.ts';
import { flow, key } from './flow.ts';

type Row = Readonly<Record<string, unknown>> & { readonly id: string };
type Place = { readonly x: number; readonly y: number };

const TIMES = { created_at: '', updated_at: '' };
const NO_IMAGE = { media_type: 'image/png', bytes: 0, image_hash: '' } as const;
const ORIGIN = { x: 0, y: 0 };

/** First lines of a site file. */
export const siteHead = (title: string): string => `site: ${SITE_VERSION}\ntitle: ${flow(title)}\n`;

/** The line of a row in its list: by its id, only what differs from the default. Connections without an id of their own as `a -> b`. */
export function siteLine(list: ImportList, row: Row): string {
  if (list === 'connections') return connectionLine(row as unknown as StoredConnection);
  const rest = shorter(list, differing(row, defaultOf(list, row)));
  return Object.keys(rest).length === 0 ? `  ${key(row.id)}: {}\n` : `  ${key(row.id)}: ${flow(rest)}\n`;
}

function connectionLine({ id, from, to, type, label, style, extras, cluster }: StoredConnection): string {
  const own = id !== connectionIdOf(from, to, type);
  const more = { ...(own && { id }), ...(label !== '' && { label }), ...notEmpty({ style, extras }), ...(cluster !== null && { cluster }) };
  const ends = flow(`${from} -> ${to}`);
  if (Object.keys(more).length === 0) return type === 'standard' ? `  - ${ends}\n` : `  - ${ends}: ${flow(type)}\n`;
  return `  - ${ends}: ${flow({ ...(type !== 'standard' && { type }), ...more })}\n`;
}

/** The row that its id alone would make. */
function defaultOf(list: ImportList, { id }: Row): Readonly<Record<string, unknown>> {
  switch (list) {
    case 'servers': return serverOf({ id }, id, ORIGIN, TIMES);
    case 'clusters': return clusterOf({ id }, id, TIMES);
    case 'networks': return networkOf({ id }, id, TIMES);
    case 'icons': return iconOf({ id }, id, NO_IMAGE, TIMES);
    case 'areas': return areaOf({ id }, id, TIMES);
    case 'texts': return floorTextOf({ id }, id, TIMES);
    case 'lines': return freeLineOf({ id }, id, TIMES);
    case 'views': return viewOf({ id }, id, TIMES);
    case 'connections': case 'server_types': return {};
  }
}

/** What is always said, whatever the default: where a thing lies. */
const ALWAYS: ReadonlySet<string> = new Set(['position', 'from', 'to', 'points']);
const NEVER: ReadonlySet<string> = new Set(['id', 'created_at', 'updated_at', 'built_in']);

const differing = (row: Row, standard: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(row).filter(([field, value]) => !NEVER.has(field) && (ALWAYS.has(field) || JSON.stringify(value) !== JSON.stringify(standard[field]))));

/** Places as pairs, servers of lines by their ids. */
function shorter(list: ImportList, fields: Record<string, unknown>): Record<string, unknown> {
  switch (list) {
    case 'servers': case 'texts': {
      const { position, ...rest } = fields as Partial<StoredServer & FloorText>;
      return { ...rest, ...(position !== undefined && { at: pair(position) }) };
    }
    case 'areas': {
      const { from, to } = fields as Partial<Area>;
      return { ...fields, ...(from !== undefined && { from: pair(from) }), ...(to !== undefined && { to: pair(to) }) };
    }
    case 'lines': {
      const { points } = fields as Partial<FreeLine>;
      return { ...fields, ...(points !== undefined && { points: points.map((point) => ('server' in point ? point.server : pair(point))) }) };
    }
    case 'views': {
      const { places } = fields as Partial<View>;
      return { ...fields, ...(places !== undefined && places !== null && { places: Object.fromEntries(Object.entries(places).map(([id, at]) => [id, pair(at)])) }) };
    }
    case 'clusters': case 'connections': case 'networks': case 'server_types': case 'icons': return fields;
  }
}

const pair = ({ x, y }: Place): [number, number] => [x, y];

const notEmpty = (fields: Readonly<Record<string, object>>): object => Object.fromEntries(Object.entries(fields).filter(([, value]) => Object.keys(value).length > 0));
