import type { Access } from '../contract/access.ts';
import type { Change } from '../contract/change.ts';
import type { StatusFrame } from '../contract/live-frame.ts';
import type { Store } from '../store/store.ts';
import { Frame, frameOf, resetFrame } from './frame.ts';
import type { Sight } from './sight.ts';

/** How frames leave for one client. */
export type Wire = {
  send(frame: Frame): void;
  /** Bytes handed over that the network has not taken yet. */
  buffered(): number;
  /** Sends what tells whether the other side is still there; false if it did not answer the last time. */
  ping(): boolean;
  close(reason: string): void;
};

/** Who sits here: what he may see, and whether his token or session still holds. */
export type Guest = { readonly access: Access; readonly isStillValid: () => boolean };

/** Above this many waiting bytes a client gets nothing more until it has read; changes wait in the feed, not in memory. */
const BEHIND_BYTES = 1_048_576;
/** A client that is behind is given the next changes once fewer bytes than this wait. */
const CAUGHT_UP_BYTES = 65_536;
/** Changes read from the feed at once for a client that catches up. */
const CATCH_UP_CHANGES = 256;
/** A client that reads nothing for this long is dropped; it may come back and resume. */
const STUCK_MS = 30_000;

/** Servers whose samples one client can ask for; further ids are ignored. */
export const WATCH_MAX = 5_000;

/**
 * One client of the live feed. Changes are lossless: a slow client is left behind, catches up from the stored feed when it has read,
 * and gets `reset` where the feed no longer reaches back. States and samples are lossy: while it is behind they are dropped, and it
 * then gets all states that changed meanwhile at once.
 */
export class Seat {
  readonly watched = new Set<string>();
  readonly guest: Guest;
  readonly wire: Wire;
  /** What of everything this client may see; null for all. */
  readonly sight: Sight | null;
  readonly #store: Pick<Store, 'feed' | 'live' | 'epoch'>;
  readonly #run: string;
  #sent: number;
  #revision: number;
  #behindSinceMs: number | null = null;
  #waiting = 0;

  constructor(store: Pick<Store, 'feed' | 'live' | 'epoch'>, wire: Wire, guest: Guest, sight: Sight | null, run: string) {
    this.#store = store;
    this.wire = wire;
    this.guest = guest;
    this.sight = sight;
    this.#run = run;
    this.#sent = store.feed.number;
    this.#revision = store.live.revision;
  }

  get isBehind(): boolean {
    return this.#behindSinceMs !== null;
  }

  /** The first frame. Without a number to resume from, its id lets server-sent events resume from here. */
  greet(isResuming: boolean): void {
    const { epoch, feed, live } = this.#store;
    this.wire.send(new Frame({ type: 'hello', epoch, number: feed.number, revision: live.revision, run: this.#run }, isResuming ? null : feed.number));
  }

  /** Sends all changes after number `after` again, or `reset` where that is not possible. */
  resume(after: number, epoch: string | undefined, nowMs: number): void {
    const { feed } = this.#store;
    this.#sent = after;
    // Who could see a removed row then cannot be told now, so a restricted client that missed something starts anew.
    const isPossible = (epoch === undefined || epoch === this.#store.epoch) && after <= feed.number && (this.sight === null || after === feed.number);
    if (isPossible) this.#fallBehind(nowMs);
    else this.#reset();
  }

  /** Sends all states that changed after a revision. */
  resumeStates(revision: number): void {
    this.#revision = revision <= this.#store.live.revision ? revision : 0;
    this.#sendStates();
  }

  /** Takes a change that was just committed; `frame` is what the client may see of it. */
  takeChange(frame: Frame, number: number, nowMs: number): void {
    if (this.isBehind) return;
    if (this.wire.buffered() > BEHIND_BYTES) {
      this.#fallBehind(nowMs);
      return;
    }
    this.wire.send(frame);
    this.#sent = number;
  }

  takeStates(frame: Frame, revision: number): void {
    if (this.isBehind || this.wire.buffered() > BEHIND_BYTES) return;
    this.wire.send(frame);
    this.#revision = revision;
  }

  takeSamples(frame: Frame): void {
    if (!this.isBehind && this.wire.buffered() <= BEHIND_BYTES) this.wire.send(frame);
  }

  /** Goes on where the client was left behind, as far as it reads. Closes the wire of one that does not read at all. */
  catchUp(nowMs: number): void {
    if (this.#behindSinceMs === null) return;
    const waiting = this.wire.buffered();
    if (waiting < this.#waiting) this.#behindSinceMs = nowMs;
    this.#waiting = waiting;
    if (waiting > CAUGHT_UP_BYTES) {
      if (nowMs - this.#behindSinceMs > STUCK_MS) this.wire.close('The client does not read.');
      return;
    }
    this.#behindSinceMs = nowMs;
    if (this.sight !== null && this.#sent < this.#store.feed.number) {
      this.#reset();
      return;
    }
    this.#sendMissed();
  }

  #fallBehind(nowMs: number): void {
    this.#behindSinceMs = nowMs;
    this.#waiting = this.wire.buffered();
    this.catchUp(nowMs);
  }

  #sendMissed(): void {
    const missed = this.#store.feed.since(this.#sent, CATCH_UP_CHANGES);
    if (missed === null) {
      this.#reset();
      return;
    }
    for (const change of missed) {
      if (this.wire.buffered() > BEHIND_BYTES) return;
      this.#sendStored(change);
    }
    if (this.#sent === this.#store.feed.number) this.#rejoin();
  }

  #sendStored(change: Change): void {
    this.wire.send(frameOf(change));
    this.#sent = change.number;
  }

  #reset(): void {
    this.#sent = this.#store.feed.number;
    this.wire.send(resetFrame(this.#sent));
    this.#rejoin();
  }

  #rejoin(): void {
    const wasBehind = this.isBehind;
    this.#behindSinceMs = null;
    if (wasBehind) this.#sendStates();
  }

  #sendStates(): void {
    const { live } = this.#store;
    if (this.#revision === live.revision) return;
    const states = live.changedSince(this.#revision);
    this.#revision = live.revision;
    const seen = this.sight === null ? states : this.sight.ofStates(states);
    if (hasStates(seen)) this.wire.send(new Frame(seen));
  }
}

export const hasStates = ({ servers, connections, clusters }: StatusFrame): boolean =>
  [servers, connections, clusters].some((states) => states !== undefined && Object.keys(states).length > 0);
