import { elapsedMs } from '../../clock.ts';
import type { Socket, Traffic } from '../../contract/traffic.ts';
import { isOtherTraffic, trafficOf, type SocketsAt } from '../../domain/traffic.ts';
import { messageOf } from '../../errors.ts';
import type { Log } from '../../log.ts';
import { LocalSockets, socketsTo } from '../sockets.ts';
import type { ConnectionEntry, ServerEntry } from './roster.ts';

export type TrafficMeterOptions = {
  readonly log: Log;
  /** Open connections from a server that is reached over SSH to an address; null where they cannot be read. */
  readonly socketsFrom: (from: ServerEntry, address: string) => Promise<Socket[] | null>;
};

/** Measures what connections carry, at the server they start from: that of the daemon, or one that is read over SSH. */
export class TrafficMeter {
  readonly #options: TrafficMeterOptions;
  readonly #local = new LocalSockets();
  readonly #before = new WeakMap<ConnectionEntry, SocketsAt>();

  constructor(options: TrafficMeterOptions) {
    this.#options = options;
  }

  /** Traffic since the last time; null where it is not measured, which includes the first time. */
  async measure(connection: ConnectionEntry, address: string, ports: readonly number[]): Promise<Traffic | null> {
    const sockets = await this.#socketsOf(connection.from, address).catch((error: unknown) => {
      this.#options.log.debug({ connection: connection.id, error: messageOf(error) }, 'traffic could not be read');
      return null;
    });
    if (sockets === null) {
      this.forget(connection);
      return null;
    }
    const now = { atMs: elapsedMs(), sockets: socketsTo(sockets, address, ports) };
    const traffic = trafficOf(this.#before.get(connection) ?? null, now);
    this.#before.set(connection, now);
    // What nobody would notice is not told anew.
    return isOtherTraffic(connection.traffic, traffic) ? traffic : connection.traffic;
  }

  /** What was read says nothing any more. */
  forget(connection: ConnectionEntry): void {
    this.#before.delete(connection);
  }

  async #socketsOf(from: ServerEntry, address: string): Promise<Socket[] | null> {
    if (from.source.kind === 'local') return this.#local.read();
    return from.source.kind === 'ssh' && from.measured !== null ? this.#options.socketsFrom(from, address) : null;
  }
}
