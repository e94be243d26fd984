import type { Access } from '../contract/access.ts';
import { COLUMN_KINDS, decodeTopology, decodeTopologyHeader, type ColumnName } from '../contract/topology.ts';
import type { Store } from '../store/store.ts';
import { compress, type Encoding } from './encoding.ts';

export type Media = 'binary' | 'json';

/** States alone are sent anew at most this often; the live feed brings them sooner. */
const STATUS_AGE_MS = 2_000;
/** Snapshots kept: everybody's, and those of the last few sets of clusters. */
const SNAPSHOTS_MAX = 8;

type Stamp = { readonly epoch: string; readonly number: number; readonly revision: number };

/** One topology for one set of rights, in every form it was asked for so far. */
export class Snapshot {
  readonly stamp: Stamp;
  readonly madeMs: number;
  readonly #binary: Buffer;
  readonly #key: string;
  readonly #forms = new Map<string, Promise<Buffer>>();

  constructor(binary: Uint8Array, madeMs: number, key: string) {
    this.#binary = Buffer.from(binary.buffer, binary.byteOffset, binary.byteLength);
    this.madeMs = madeMs;
    this.#key = key;
    const { epoch, number, revision } = decodeTopologyHeader(this.#binary);
    this.stamp = { epoch, number, revision };
  }

  /** A strong ETag: other bytes, another tag. */
  etag(media: Media, encoding: Encoding): string {
    const { epoch, number, revision } = this.stamp;
    return `"${epoch}-${number}-${revision}-${this.madeMs.toString(36)}${this.#key}-${media}-${encoding}"`;
  }

  /** The bytes of one form, made once. */
  bytes(media: Media, encoding: Encoding): Promise<Buffer> {
    const form = `${media} ${encoding}`;
    let bytes = this.#forms.get(form);
    if (bytes === undefined) {
      bytes = encoding === 'identity' ? this.#plain(media) : this.bytes(media, 'identity').then((plain) => compress(plain, encoding));
      this.#forms.set(form, bytes);
    }
    return bytes;
  }

  #plain(media: Media): Promise<Buffer> {
    return media === 'binary' ? Promise.resolve(this.#binary) : columnarJson(this.#binary);
  }
}

/**
 * Topologies that were made already. One is made anew when the topology changed, and when only states did, at most every 2 s;
 * however many ask meanwhile and however much changes, one at a time is being made.
 */
export class TopologyCache {
  readonly #store: Pick<Store, 'topology' | 'feed' | 'live'>;
  readonly #nowMs: () => number;
  readonly #snapshots = new Map<string, Snapshot>();
  readonly #making = new Map<string, Promise<Snapshot>>();

  constructor(store: Pick<Store, 'topology' | 'feed' | 'live'>, nowMs: () => number) {
    this.#store = store;
    this.#nowMs = nowMs;
  }

  /** A snapshot in which every change that was committed when it was asked for is there. */
  async get(access: Access): Promise<Snapshot> {
    const key = access.clusters === '*' ? '' : [...access.clusters].sort().join('.');
    const known = this.#snapshots.get(key);
    if (known !== undefined && this.#isCurrent(known)) return known;
    const { number } = this.#store.feed;
    for (;;) {
      const snapshot = await (this.#making.get(key) ?? this.#begin(key, access));
      // One that was begun before the last change does not show it; the next one does.
      if (snapshot.stamp.number >= number) return snapshot;
    }
  }

  #isCurrent({ stamp, madeMs }: Snapshot): boolean {
    const { feed, live } = this.#store;
    return stamp.number === feed.number && (stamp.revision === live.revision || this.#nowMs() - madeMs < STATUS_AGE_MS);
  }

  #begin(key: string, access: Access): Promise<Snapshot> {
    const snapshot = this.#make(key, access).finally(() => this.#making.delete(key));
    this.#making.set(key, snapshot);
    return snapshot;
  }

  async #make(key: string, access: Access): Promise<Snapshot> {
    const snapshot = new Snapshot(await this.#store.topology(access), this.#nowMs(), key === '' ? '' : `-${Buffer.from(key).toString('base64url')}`);
    this.#snapshots.delete(key);
    this.#snapshots.set(key, snapshot);
    if (this.#snapshots.size > SNAPSHOTS_MAX) {
      const [oldest] = this.#snapshots.keys();
      if (oldest !== undefined) this.#snapshots.delete(oldest);
    }
    return snapshot;
  }
}

/** The same columns as JSON: `{…header, columns: {name: […]}}`. The main thread answers others between two columns. */
async function columnarJson(binary: Buffer): Promise<Buffer> {
  const { header, columns } = decodeTopology(exact(binary));
  const rest = JSON.stringify(header, (key, value: unknown) => (key === 'columns' ? undefined : value));
  const parts: string[] = [`${rest.slice(0, -1)},"columns":{`];
  for (const [index, name] of (Object.keys(COLUMN_KINDS) as ColumnName[]).entries()) {
    const column = columns[name];
    const rows = name.startsWith('connection') ? header.connections : header.servers;
    const values = typeof column === 'string' ? (rows === 0 ? [] : column.split('\n')) : Array.from(column, (value) => (Number.isNaN(value) ? null : value));
    parts.push(`${index === 0 ? '' : ','}${JSON.stringify(name)}:${JSON.stringify(values)}`);
    await new Promise(setImmediate);
  }
  return Buffer.from(`${parts.join('')}}}`);
}

/** The ArrayBuffer of a buffer, copied only where it is part of a larger one. */
const exact = (buffer: Buffer): ArrayBuffer =>
  (buffer.byteOffset === 0 && buffer.byteLength === buffer.buffer.byteLength ? buffer.buffer : buffer.buffer.slice(buffer.byteOffset, buffer.byteOffset + buffer.byteLength)) as ArrayBuffer;
