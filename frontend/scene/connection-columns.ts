import { roomFor } from './server-columns.ts';

/**
 * One row per connection. `nextOut` and `nextIn` chain the connections of one server, beginning at its `firstOut` and
 * `firstIn`: adding is one write, and removed rows (alive = 0) stay in their chain and are passed over.
 */
export class ConnectionColumns {
  /** Rows, removed ones included; places are never used again within one World. */
  count = 0;
  from: Uint32Array;
  to: Uint32Array;
  /** Code in CONNECTION_TYPES. */
  type: Uint8Array;
  /** Code in CONNECTION_STATUSES. */
  status: Uint8Array;
  /** Milliseconds; NaN = not known. */
  latency: Float32Array;
  alive: Uint8Array;
  nextOut: Int32Array;
  nextIn: Int32Array;

  constructor(capacity: number) {
    this.from = new Uint32Array(capacity);
    this.to = new Uint32Array(capacity);
    this.type = new Uint8Array(capacity);
    this.status = new Uint8Array(capacity);
    this.latency = new Float32Array(capacity).fill(NaN);
    this.alive = new Uint8Array(capacity);
    this.nextOut = new Int32Array(capacity).fill(-1);
    this.nextIn = new Int32Array(capacity).fill(-1);
  }

  /** Adds a row and returns its place. */
  add(from: number, to: number, type: number): number {
    const place = this.count++;
    this.from = roomFor(this.from, this.count);
    this.to = roomFor(this.to, this.count);
    this.type = roomFor(this.type, this.count);
    this.status = roomFor(this.status, this.count);
    this.latency = roomFor(this.latency, this.count);
    this.alive = roomFor(this.alive, this.count);
    this.nextOut = roomFor(this.nextOut, this.count);
    this.nextIn = roomFor(this.nextIn, this.count);
    this.from[place] = from;
    this.to[place] = to;
    this.type[place] = type;
    this.latency[place] = NaN;
    this.alive[place] = 1;
    return place;
  }
}
