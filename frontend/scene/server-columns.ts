import { MEASURED } from './flags.ts';

type Numbers = Uint8Array | Uint16Array | Uint32Array | Int32Array | Float32Array;

/** The same numbers in an array of at least `capacity`, a power of two above it so that adding stays cheap. */
export function roomFor<T extends Numbers>(array: T, capacity: number): T {
  if (capacity <= array.length) return array;
  const make = array.constructor as new (length: number) => T;
  const larger = new make(2 ** Math.ceil(Math.log2(Math.max(16, capacity))));
  larger.set(array);
  return larger;
}

/** Value of a percentage that is not known. */
export const NOT_KNOWN = 255;

/**
 * One row per server, in typed arrays. At build rows are in depth order (back to front), so memory is walked in the
 * order of painting. Arrays are replaced as they grow: read them from here each time, never keep one.
 */
export class ServerColumns {
  /** Rows, removed ones included; places are never used again within one World. */
  count = 0;
  x: Float32Array;
  y: Float32Array;
  type: Uint16Array;
  region: Uint32Array;
  /** Place of the first cluster it belongs to, or -1. */
  cluster: Int32Array;
  /** Place of the first network it is in, or -1. */
  network: Int32Array;
  /** Code in SERVER_STATUSES. */
  status: Uint8Array;
  cpu: Uint8Array;
  memory: Uint8Array;
  disk: Uint8Array;
  flags: Uint8Array;
  /** 0 where the server was removed. */
  alive: Uint8Array;
  /** Whole percent of the network, of the few that are looked at. */
  readonly traffic = new Map<number, number>();
  /** Row of its texts. */
  text: Uint32Array;
  /** First connection that leaves, and that arrives, or -1; see ConnectionColumns. */
  firstOut: Int32Array;
  firstIn: Int32Array;

  constructor(capacity: number) {
    this.x = new Float32Array(capacity);
    this.y = new Float32Array(capacity);
    this.type = new Uint16Array(capacity);
    this.region = new Uint32Array(capacity);
    this.cluster = new Int32Array(capacity).fill(-1);
    this.network = new Int32Array(capacity).fill(-1);
    this.status = new Uint8Array(capacity);
    this.cpu = new Uint8Array(capacity).fill(NOT_KNOWN);
    this.memory = new Uint8Array(capacity).fill(NOT_KNOWN);
    this.disk = new Uint8Array(capacity).fill(NOT_KNOWN);
    this.flags = new Uint8Array(capacity);
    this.alive = new Uint8Array(capacity);
    this.text = new Uint32Array(capacity);
    this.firstOut = new Int32Array(capacity).fill(-1);
    this.firstIn = new Int32Array(capacity).fill(-1);
  }

  /** Whole percent, 255 = not known; false if nothing changed. */
  setMetrics(server: number, cpu: number, memory: number, disk: number, traffic = NOT_KNOWN): boolean {
    if (this.cpu[server] === cpu && this.memory[server] === memory && this.disk[server] === disk && (this.traffic.get(server) ?? NOT_KNOWN) === traffic) return false;
    this.cpu[server] = cpu;
    this.memory[server] = memory;
    this.disk[server] = disk;
    if (traffic === NOT_KNOWN) this.traffic.delete(server);
    else this.traffic.set(server, traffic);
    this.flags[server] = (this.flags[server] ?? 0) | MEASURED;
    return true;
  }

  /** Adds an empty row and returns its place. */
  add(): number {
    const place = this.count++;
    this.x = roomFor(this.x, this.count);
    this.y = roomFor(this.y, this.count);
    this.type = roomFor(this.type, this.count);
    this.region = roomFor(this.region, this.count);
    this.cluster = roomFor(this.cluster, this.count);
    this.network = roomFor(this.network, this.count);
    this.status = roomFor(this.status, this.count);
    this.cpu = roomFor(this.cpu, this.count);
    this.memory = roomFor(this.memory, this.count);
    this.disk = roomFor(this.disk, this.count);
    this.flags = roomFor(this.flags, this.count);
    this.alive = roomFor(this.alive, this.count);
    this.text = roomFor(this.text, this.count);
    this.firstOut = roomFor(this.firstOut, this.count);
    this.firstIn = roomFor(this.firstIn, this.count);
    this.cluster[place] = this.network[place] = -1;
    this.cpu[place] = this.memory[place] = this.disk[place] = NOT_KNOWN;
    this.firstOut[place] = this.firstIn[place] = -1;
    this.alive[place] = 1;
    return place;
  }
}
