import type { NewArea } from '../../backend/contract/area.ts';
import type { NewCluster } from '../../backend/contract/cluster.ts';
import type { NewConnection } from '../../backend/contract/connection.ts';
import type { NewFloorText } from '../../backend/contract/floor-text.ts';
import type { NewFreeLine } from '../../backend/contract/free-line.ts';
import type { NewServer, Position } from '../../backend/contract/server.ts';
import type { NewServerType } from '../../backend/contract/server-type.ts';

type WithId = { readonly id: string };

/** What the clipboard holds: part of a map in the export's own format, so that saved as a file it can be imported as well. */
export type Copied = {
  readonly format: 'unlimited-cluster';
  readonly version: 1;
  readonly servers: readonly (NewServer & WithId & { readonly position: Position })[];
  readonly connections: readonly (NewConnection & { readonly cluster?: string | null })[];
  readonly clusters: readonly (NewCluster & WithId)[];
  readonly server_types: readonly (NewServerType & WithId)[];
  readonly areas: readonly (NewArea & WithId)[];
  readonly texts: readonly (NewFloorText & WithId)[];
  readonly lines: readonly (NewFreeLine & WithId)[];
};

const LISTS = ['servers', 'connections', 'clusters', 'server_types', 'areas', 'texts', 'lines'] as const;
const TEXT_MOST = 20_000_000;

/** What a text from the clipboard holds, or null if it is not of a map. What is wrong inside it the daemon will say. */
export function readCopied(text: string): Copied | null {
  if (text.length > TEXT_MOST || !text.trimStart().startsWith('{')) return null;
  try {
    const file = JSON.parse(text) as Record<string, unknown>;
    if (file['format'] !== 'unlimited-cluster' || file['version'] !== 1) return null;
    const lists = LISTS.map((list) => [list, rowsOf(file[list])] as const);
    if (lists.every(([, rows]) => rows.length === 0)) return null;
    const { servers, ...others } = Object.fromEntries(lists) as unknown as Omit<Copied, 'format' | 'version'>;
    return { format: 'unlimited-cluster', version: 1, ...others, servers: servers.map((server) => ({ ...server, position: placeOf(server.position) })) };
  } catch {
    return null;
  }
}

const rowsOf = (list: unknown): object[] => (Array.isArray(list) ? list.filter((row): row is object => typeof row === 'object' && row !== null) : []);

function placeOf(position: unknown): Position {
  const { x, y } = (position ?? {}) as Partial<Record<'x' | 'y', unknown>>;
  return { x: Number.isFinite(x) ? x as number : 0, y: Number.isFinite(y) ? y as number : 0 };
}
