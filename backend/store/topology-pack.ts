import type { ColumnName, TopologyHeader } from '../contract/topology.ts';
import type { Database } from './database.ts';

type Names = Pick<TopologyHeader, 'epoch' | 'number' | 'servers' | 'connections' | 'types' | 'regions' | 'networks'> & { readonly clusters: readonly Omit<TopologyHeader['clusters'][number], 'health'>[] };

/** Columns that hold current values: the main thread fills them in. */
export type LiveColumn = 'server_status' | 'server_cpu' | 'server_memory' | 'server_disk' | 'connection_status' | 'connection_latency_ms';
export type StoredColumns = Readonly<Record<Exclude<ColumnName, LiveColumn>, Uint8Array<ArrayBuffer> | Uint16Array<ArrayBuffer> | Uint32Array<ArrayBuffer> | Float32Array<ArrayBuffer> | string>>;

/** The topology as the database has it at one number, packed for encodeTopology but for what is measured. */
export type PackedTopology = { readonly names: Names; readonly columns: StoredColumns };

export function packTopology(_database: Database, _clusters: readonly string[] | '*'): PackedTopology {
  throw new Error('not yet');
}
