import type { Change } from '../contract/change.ts';
import { isoOf } from '../clock.ts';
import { say } from '../contract/sentence.ts';
import { ProblemError } from '../errors.ts';
import { randomId } from '../ids.ts';
import { runEvery, type Loop } from '../loop.ts';
import type { Log } from '../log.ts';
import type { Store } from '../store/store.ts';
import { Frame, frameOf, resetFrame } from './frame.ts';
import { hasStates, Seat, type Guest, type Wire } from './seat.ts';
import { Sight } from './sight.ts';

export type HubOptions = { readonly store: Store; readonly nowMs: () => number; readonly log: Log };

/** States and samples leave at most this often. */
const TICK_MS = 250;
const PING_MS = 20_000;
const SEATS_MAX = 10_000;

/**
 * The one place where the store's feed becomes frames for clients, WebSocket and server-sent events alike. It only forwards: changes
 * at once, states and samples gathered for up to 250 ms. Beyond 10,000 clients, further ones are refused (503).
 */
export class Hub {
  /** Made at each start: revisions of states count from it. */
  readonly run = randomId();
  readonly #options: HubOptions;
  readonly #seats = new Set<Seat>();
  readonly #sights = new Map<string, Sight>();
  readonly #watchers = new Map<string, number>();
  /** Servers with news for who watches them: true where they were just polled, false where only the watching is new. */
  readonly #fresh = new Map<string, boolean>();
  readonly #stops: (() => void)[];
  readonly #pinging: Loop;
  #tick: NodeJS.Timeout | undefined;
  #lastTickMs = 0;
  #revision: number;
  #hasNewStates = false;

  constructor(options: HubOptions) {
    this.#options = options;
    const { feed, live } = options.store;
    this.#revision = live.revision;
    this.#stops = [
      feed.subscribe((change) => this.#forward(change)),
      live.onChange((what, ids) => this.#note(what, ids)),
    ];
    this.#pinging = runEvery({ name: 'ping clients', intervalMs: PING_MS, jitterMs: PING_MS, log: options.log }, () => this.checkSeats());
  }

  get size(): number {
    return this.#seats.size;
  }

  get seats(): Iterable<Seat> {
    return this.#seats;
  }

  /** Refuses (503) one client too many. */
  needRoom(): void {
    if (this.#seats.size >= SEATS_MAX) throw new ProblemError('busy', say('feed_full', { count: SEATS_MAX }));
  }

  /** Seats a client: greets it, and sends everything from now on; from `resumeAfter` on if given. */
  join(wire: Wire, guest: Guest, resumeAfter?: number): Seat {
    this.needRoom();
    const { store, nowMs } = this.#options;
    const seat = new Seat(store, wire, guest, this.#sightOf(guest), this.run);
    this.#seats.add(seat);
    seat.greet(resumeAfter !== undefined);
    if (resumeAfter !== undefined) seat.resume(resumeAfter, undefined, nowMs());
    this.#plan();
    return seat;
  }

  leave(seat: Seat): void {
    if (!this.#seats.delete(seat)) return;
    this.#unwatch(seat.watched);
    if (seat.sight !== null && ![...this.#seats].some(({ sight }) => sight === seat.sight)) {
      for (const [key, sight] of this.#sights) if (sight === seat.sight) this.#sights.delete(key);
    }
  }

  /** Sends changes after a number again. */
  resume(seat: Seat, after: number, epoch: string | undefined): void {
    seat.resume(after, epoch, this.#options.nowMs());
    this.#plan();
  }

  /** Replaces the servers whose samples a client wants, and sends what is known of them. */
  watch(seat: Seat, ids: ReadonlySet<string>): void {
    this.#unwatch(seat.watched);
    seat.watched.clear();
    for (const id of ids) {
      seat.watched.add(id);
      this.#watchers.set(id, (this.#watchers.get(id) ?? 0) + 1);
      if (!this.#fresh.has(id)) this.#fresh.set(id, false);
    }
    this.#plan();
  }

  /** Ends every client and listens no more. */
  async stop(): Promise<void> {
    for (const stop of this.#stops) stop();
    clearTimeout(this.#tick);
    for (const seat of this.#seats) seat.wire.close('The daemon stops.');
    this.#seats.clear();
    await this.#pinging.stop();
  }

  #sightOf({ access }: Guest): Sight | null {
    if (access.clusters === '*') return null;
    const key = [...access.clusters].sort().join('\n');
    let sight = this.#sights.get(key);
    if (sight === undefined) {
      sight = new Sight(this.#options.store, access);
      this.#sights.set(key, sight);
    }
    return sight;
  }

  #forward(change: Change): void {
    if (this.#seats.size === 0) return;
    const now = this.#options.nowMs();
    const whole = frameOf(change);
    const seen = new Map<Sight, Frame>();
    for (const sight of this.#sights.values()) {
      seen.set(sight, sight.isMovedBy(change) ? resetFrame(change.number) : frameOf(sight.ofChange(change)));
    }
    let isAnyBehind = false;
    for (const seat of this.#seats) {
      seat.takeChange(seat.sight === null ? whole : seen.get(seat.sight) ?? whole, change.number, now);
      isAnyBehind ||= seat.isBehind;
    }
    if (isAnyBehind) this.#plan();
  }

  #note(what: 'status' | 'samples', ids: readonly string[]): void {
    if (this.#seats.size === 0) return;
    if (what === 'status') this.#hasNewStates = true;
    else for (const id of ids) if (this.#watchers.has(id)) this.#fresh.set(id, true);
    if (this.#hasNewStates || this.#fresh.size > 0) this.#plan();
  }

  /** Sends what is gathered at most four times a second, the first time at once. */
  #plan(): void {
    if (this.#tick !== undefined) return;
    const dueMs = Math.max(0, this.#lastTickMs + TICK_MS - this.#options.nowMs());
    this.#tick = setTimeout(() => this.#send(), Math.min(dueMs, TICK_MS));
    this.#tick.unref();
  }

  #send(): void {
    this.#tick = undefined;
    this.#lastTickMs = this.#options.nowMs();
    for (const seat of this.#seats) seat.catchUp(this.#lastTickMs);
    if (this.#hasNewStates) this.#sendStates();
    if (this.#fresh.size > 0) this.#sendSamples();
    if ([...this.#seats].some(({ isBehind }) => isBehind)) this.#plan();
  }

  #sendStates(): void {
    this.#hasNewStates = false;
    const states = this.#options.store.live.changedSince(this.#revision);
    this.#revision = states.revision;
    const whole = new Frame(states);
    const seen = new Map([...this.#sights.values()].map((sight) => [sight, new Frame(sight.ofStates(states))]));
    for (const seat of this.#seats) {
      const frame = seat.sight === null ? whole : seen.get(seat.sight);
      if (frame?.value.type === 'status' && hasStates(frame.value)) seat.takeStates(frame, states.revision);
    }
  }

  #sendSamples(): void {
    const { store } = this.#options;
    const known = new Map([...this.#fresh].flatMap(([id, isPolled]) => {
      // A poll that was missed is told too: the numbers before it are not true any more.
      const metrics = store.live.getServer(id).metrics ?? (isPolled ? {} : null);
      return metrics === null ? [] : [[id, metrics] as const];
    }));
    this.#fresh.clear();
    if (known.size === 0) return;
    const at = isoOf(this.#lastTickMs);
    for (const seat of this.#seats) {
      const servers = Object.fromEntries([...(seat.watched.size < known.size ? seat.watched : known.keys())].flatMap((id) => {
        const metrics = seat.watched.has(id) ? known.get(id) : undefined;
        return metrics === undefined || seat.sight?.seesServer(id) === false ? [] : [[id, metrics] as const];
      }));
      if (Object.keys(servers).length > 0) seat.takeSamples(new Frame({ type: 'samples', at, servers }));
    }
  }

  #unwatch(ids: ReadonlySet<string>): void {
    for (const id of ids) {
      const left = (this.#watchers.get(id) ?? 1) - 1;
      if (left === 0) this.#watchers.delete(id);
      else this.#watchers.set(id, left);
    }
  }

  /** Ends clients whose token or session no longer holds, and those that did not answer the last ping. */
  checkSeats(): void {
    for (const seat of this.#seats) {
      if (!seat.guest.isStillValid()) seat.wire.close('The token or session is no longer valid.');
      else if (!seat.wire.ping()) seat.wire.close('The client does not answer.');
    }
  }
}
