import type { Access } from '../contract/access.ts';
import { connectionIdOf, encodeTopology } from '../contract/topology.ts';
import { CONNECTION_TYPES } from '../contract/statuses.ts';
import type { Traffic } from '../contract/traffic.ts';
import type { Database } from './database.ts';
import type { LiveBoard } from './live-board.ts';
import type { StoreWorker } from './worker-thread.ts';
import { packTopology, type PackedTopology } from './topology-pack.ts';

/** Topologies of fewer rows are packed at once: waiting for the worker to start would take longer. */
const SMALL_ROWS = 5_000;
const CHUNK_ROWS = 10_000;
const NO_SLOT = -1;

/** A packed topology with the slot of each row on the live board. */
type Prepared = { readonly number: number; readonly key: string; readonly packed: PackedTopology; readonly servers: Int32Array; readonly connections: Int32Array };

/** Makes packed topologies: what people said comes from the worker once per change, current values are laid over it each time. */
export class TopologyMaker {
  readonly #database: Database;
  readonly #live: LiveBoard;
  readonly #worker: StoreWorker;
  #prepared: Promise<Prepared> | null = null;
  #preparedFor = '';

  constructor(database: Database, live: LiveBoard, worker: StoreWorker) {
    this.#database = database;
    this.#live = live;
    this.#worker = worker;
  }

  /** The topology that somebody sees, at this number of the feed or a later one. */
  async make(access: Access, epoch: string, number: number): Promise<Uint8Array> {
    const key = JSON.stringify([number, access.clusters]);
    if (this.#preparedFor !== key || this.#prepared === null) {
      this.#preparedFor = key;
      this.#prepared = this.#prepare(access.clusters, number, key);
      this.#prepared.catch(() => { this.#preparedFor = ''; });
    }
    return this.#overlay(await this.#prepared, epoch);
  }

  async #prepare(clusters: Access['clusters'], number: number, key: string): Promise<Prepared> {
    const isSmall = this.#live.servers.size + this.#live.connections.size <= SMALL_ROWS;
    const packed = isSmall ? packTopology(this.#database, clusters) : await this.#worker.ask({ kind: 'topology', clusters });
    const ids = linesOf(packed.columns.server_id);
    const servers = await slotsOf(ids.length, (row) => this.#live.servers.slotOf(ids[row] ?? ''));
    const { connection_id: own, connection_from: from, connection_to: to, connection_type: type } = packed.columns;
    const ownIds = linesOf(own);
    const connections = await slotsOf(packed.names.connections, (row) =>
      this.#live.connections.slotOf(ownIds[row] !== '' && ownIds[row] !== undefined ? ownIds[row] : connectionIdOf(ids[Number(from[row])] ?? '', ids[Number(to[row])] ?? '', CONNECTION_TYPES[Number(type[row])] ?? '')));
    return { number, key, packed, servers, connections };
  }

  #overlay({ packed: { names, columns }, servers, connections }: Prepared, epoch: string): Uint8Array {
    const live = this.#live;
    const [status, cpu, memory, disk] = [new Uint8Array(servers.length), new Uint8Array(servers.length), new Uint8Array(servers.length), new Uint8Array(servers.length)];
    servers.forEach((slot, row) => {
      status[row] = slot === NO_SLOT ? 0 : live.servers.codeAt(slot);
      [cpu[row], memory[row], disk[row]] = live.percentsAt(slot);
    });
    const state = new Uint8Array(connections.length);
    const latency = new Float32Array(connections.length);
    const measured: { row: number; traffic: Traffic }[] = [];
    connections.forEach((slot, row) => {
      state[row] = slot === NO_SLOT ? 0 : live.connections.codeAt(slot);
      latency[row] = slot === NO_SLOT ? Number.NaN : live.latencyAt(slot);
      const traffic = live.trafficAt(slot);
      if (traffic !== undefined) measured.push({ row, traffic });
    });
    const clusters = names.clusters.map((cluster) => ({ ...cluster, health: live.clusterHealth(cluster.id) }));
    return encodeTopology({ ...names, clusters, epoch, revision: live.revision }, {
      ...columns, server_status: status, server_cpu: cpu, server_memory: memory, server_disk: disk, connection_status: state, connection_latency_ms: latency,
      measured_connection: Uint32Array.from(measured, ({ row }) => row),
      measured_connection_sent: Float32Array.from(measured, ({ traffic }) => traffic.sent_bytes_per_second),
      measured_connection_received: Float32Array.from(measured, ({ traffic }) => traffic.received_bytes_per_second),
    });
  }
}

const linesOf = (column: PackedTopology['columns']['server_id']): string[] => (typeof column === 'string' && column !== '' ? column.split('\n') : []);

/** Slots of rows, found in steps between which others have their turn. */
async function slotsOf(rows: number, slotOf: (row: number) => number | undefined): Promise<Int32Array> {
  const slots = new Int32Array(rows);
  for (let row = 0; row < rows; row += 1) {
    slots[row] = slotOf(row) ?? NO_SLOT;
    if (row % CHUNK_ROWS === CHUNK_ROWS - 1) await new Promise(setImmediate);
  }
  return slots;
}
