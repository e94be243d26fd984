import type { IconImage } from '../domain/icon-image/icon-image.ts';
import type { Icon, KeptImage } from '../contract/icon.ts';
import { isDeepStrictEqual } from 'node:util';
import type { StoredCluster } from '../contract/cluster.ts';
import type { StoredConnection } from '../contract/connection.ts';
import { connectionIdOf } from '../contract/topology.ts';
import type { ImportList } from '../contract/import-lists.ts';
import type { Position, StoredServer } from '../contract/server.ts';
import type { ImportFile, ImportItem } from '../domain/import-file.ts';
import { packServers, type Bounds } from '../domain/packing.ts';
import { areaOf, clusterOf, connectionOf, floorTextOf, freeLineOf, iconOf, networkOf, serverOf, serverTypeOf, viewOf, type Times } from '../domain/rows.ts';
import { freeIdOf } from '../ids.ts';
import { isSame, type TimedRow } from './collection.ts';
import { keptOf } from './icon-images.ts';
import type { RowTable } from './tables/row-table.ts';
import type { Tables } from './tables/tables.ts';
import type { ImportMode } from './worker-messages.ts';

type Put<R> = { readonly row: R; readonly before: R | null };

/** What an import would do to one table. */
export type TablePlan<R extends TimedRow = TimedRow> = { readonly table: RowTable<R>; readonly puts: readonly Put<R>[]; readonly removals: readonly R[]; readonly added: number };

/** What an import would do, tables in the order in which rows can be put. */
export type ImportPlan = { readonly tables: readonly TablePlan[]; readonly servers: number };

/** A file, what is stored, and how one goes into the other. */
export type ImportSetting = {
  readonly tables: Tables; readonly file: ImportFile; readonly mode: ImportMode; readonly refusesSecrets: boolean; readonly now: string;
  /** Images that the file brings, by the ids of their icons. */
  readonly images: ReadonlyMap<string, IconImage>;
};

/** Compares a file with what is stored. Every row it names is put over the stored one where they differ; `replace` removes the others, `add` has met none that is stored. */
export function planImport(setting: ImportSetting): ImportPlan {
  const { tables, file } = setting;
  const places = placesOf(setting);
  const connections = withIds(setting);
  const all: readonly TablePlan[] = [
    planTable<'icons', Icon>(setting, tables.icons, file.icons, (draft, id, before, times) => iconOf(draft, id, keptImage(setting, id, before), times)),
    planTable(setting, tables.serverTypes, file.server_types, (draft, id, _before, times) => serverTypeOf(draft, id, times), ({ built_in: isBuiltIn }) => !isBuiltIn),
    planTable(setting, tables.networks, file.networks, (draft, id, _before, times) => networkOf(draft, id, times)),
    planTable<'servers', StoredServer>(setting, tables.servers, file.servers, (draft, id, before, times) =>
      serverOf(setting.mode === 'merge' ? withCredential(draft, before) : draft, id, draft.position ?? before?.position ?? places.get(id) ?? { x: 0, y: 0 }, times)),
    planTable<'connections', StoredConnection>(setting, tables.connections, connections, (draft, id, _before, times) => connectionOf(draft, id, times)),
    planTable<'clusters', StoredCluster>(setting, tables.clusters, file.clusters, (draft, id, _before, times) => clusterOf(draft, id, times)),
    planTable(setting, tables.views, file.views, (draft, id, _before, times) => viewOf(draft, id, times)),
    planTable(setting, tables.areas, file.areas, (draft, id, _before, times) => areaOf(draft, id, times)),
    planTable(setting, tables.texts, file.texts, (draft, id, _before, times) => floorTextOf(draft, id, times)),
    planTable(setting, tables.lines, file.lines, (draft, id, _before, times) => freeLineOf(draft, id, times)),
  ] as readonly TablePlan[];
  const [, , , servers] = all;
  return { tables: all, servers: countAfter(servers) };
}

const countAfter = (plan: TablePlan | undefined): number => (plan === undefined ? 0 : plan.table.count() + plan.added - plan.removals.length);

/** Files that go to other programs name no credential. One that does not say another keeps the one that is there. */
function withCredential(draft: ImportItem<'servers'>['draft'], before: StoredServer | null): ImportItem<'servers'>['draft'] {
  if (draft.source === undefined || before === null || 'credential' in draft.source || !('credential' in before.source)) return draft;
  const { credential: _credential, ...rest } = before.source;
  return isDeepStrictEqual(rest, draft.source) ? { ...draft, source: before.source } : draft;
}

type Complete<List extends ImportList, R> = (draft: ImportItem<List>['draft'], id: string, before: R | null, times: Times) => R;

function planTable<List extends ImportList, R extends TimedRow>(
  { mode, now }: ImportSetting, table: RowTable<R>, items: readonly ImportItem<List>[], complete: Complete<List, R>, canGo: (row: R) => boolean = () => true,
): TablePlan<R> {
  const isEmpty = table.count() === 0;
  const puts: Put<R>[] = [];
  let added = 0;
  for (const { id, draft, createdAt } of items) {
    const before = isEmpty ? null : table.get(id) ?? null;
    const full = before !== null && mode === 'merge' ? { ...before, ...draft } as typeof draft : draft;
    const row = complete(full, id, before, { created_at: before?.created_at ?? createdAt ?? now, updated_at: now });
    if (before !== null && isSame(before, row)) continue;
    if (before === null) added += 1;
    puts.push({ row, before });
  }
  // In order of ids, as the tables lie: each row goes beside the last one.
  puts.sort((a, b) => (a.row.id < b.row.id ? -1 : 1));
  const named = new Set(items.map(({ id }) => id));
  const removals = mode === 'replace' ? [...table.each()].filter((row) => !named.has(row.id) && canGo(row)) : [];
  return { table, puts, removals, added };
}

/** What the file, or what is stored, says of an icon's image; one of them is there, or the file was refused. */
function keptImage({ images }: ImportSetting, id: string, before: Icon | null): KeptImage {
  const image = images.get(id);
  if (image !== undefined) return keptOf(image);
  if (before === null) throw new Error(`The icon ${id} has no image.`);
  return before;
}

/** Connections with their ids: one without its own is the stored one between its ends of its type, else a new one. */
function withIds({ tables, file }: ImportSetting): ImportItem<'connections'>[] {
  const named = new Set(file.connections.map(({ id }) => id));
  const isEmpty = tables.connections.count() === 0;
  const find = tables.connections.query('SELECT id FROM connections WHERE from_id = ? AND to_id = ? AND type = ? ORDER BY id LIMIT 1').pluck();
  return file.connections.map((item) => {
    if (item.id !== '') return item;
    const { from, to, type = 'standard' } = item.draft;
    const stored = isEmpty ? undefined : find.get(from, to, type) as string | undefined;
    const id = stored ?? freeIdOf(connectionIdOf(from, to, type), (candidate) => named.has(candidate) || (!isEmpty && tables.connections.has(candidate)), 160);
    named.add(id);
    return { ...item, id };
  });
}

/** Places for new servers that come without one, packed beside what is there and what the file places itself. */
function placesOf({ tables, file, mode }: ImportSetting): Map<string, Position> {
  const isEmpty = tables.servers.count() === 0;
  const unplaced = file.servers.filter(({ id, draft }) => draft.position === undefined && (isEmpty || !tables.servers.has(id)));
  if (unplaced.length === 0) return new Map();
  const clusters = new Map(file.clusters.toReversed().flatMap(({ id, draft }) => (draft.servers ?? []).map((server) => [server, id] as const)));
  const own = file.servers.flatMap(({ draft }) => draft.position ?? []);
  const stored = mode === 'replace' ? [] : storedCorners(tables);
  const positions = packServers(unplaced.map(({ id, draft }) => ({ region: draft.region ?? '', cluster: clusters.get(id) ?? '' })), boundsOf([...own, ...stored]));
  return new Map(unplaced.map(({ id }, index) => [id, positions[index] ?? { x: 0, y: 0 }]));
}

function storedCorners(tables: Tables): Position[] {
  const [west, north, east, south] = tables.servers.query('SELECT min(x), min(y), max(x), max(y) FROM servers').raw().get() as [number, number, number, number] | [null, null, null, null];
  return west === null ? [] : [{ x: west, y: north }, { x: east, y: south }];
}

function boundsOf(positions: readonly Position[]): Bounds | null {
  if (positions.length === 0) return null;
  const start = { west: Infinity, east: -Infinity, north: Infinity, south: -Infinity };
  return positions.reduce<Bounds>(({ west, east, north, south }, { x, y }) =>
    ({ west: Math.min(west, x), east: Math.max(east, x), north: Math.min(north, y), south: Math.max(south, y) }), start);
}
