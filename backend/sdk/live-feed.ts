import type { Change } from '../contract/change.ts';
import type { LiveFrame } from '../contract/live-frame.ts';
import { ClientProblem } from './client-problem.ts';
import { framesOfWatch, NUDGE } from './upward-frames.ts';

type Frame<Kind extends LiveFrame['type']> = Extract<LiveFrame, { type: Kind }>;

/** `open`: following. `waiting`: interrupted, tried again. `expired`: Webmin's login is over and somebody must log in. */
export type LiveState = 'connecting' | 'open' | 'waiting' | 'expired' | 'closed';

export type LiveOptions = {
  /** Where to start, as the topology's header says; from now on if absent. */
  readonly from?: { readonly epoch: string; readonly number: number; readonly revision: number };
  /** Each change once, in order, without a gap. */
  readonly onChange?: (change: Change) => void;
  /** Fetch a snapshot: what is known is too old, or of another database. */
  readonly onReset?: (number: number) => void;
  readonly onStatus?: (frame: Frame<'status'>) => void;
  readonly onSamples?: (frame: Frame<'samples'>) => void;
  readonly onState?: (state: LiveState) => void;
};

/** What the feed needs of a WebSocket: the browser's, Node's own since 22, or that of the package `ws`. */
export type SocketLike = {
  send(text: string): void;
  close(): void;
  onopen: ((event: never) => void) | null;
  onmessage: ((event: { data: unknown }) => void) | null;
  onclose: ((event: never) => void) | null;
  onerror: ((event: never) => void) | null;
};

export type LiveSource = {
  readonly address: string;
  /** A single-use ticket, where the socket has no identity of its own. */
  readonly ticket?: () => Promise<string>;
  readonly openSocket?: (address: string, protocol?: string) => SocketLike;
  readonly random?: () => number;
};

const [FIRST_PAUSE_MS, LONGEST_PAUSE_MS] = [500, 15_000];
/** A relay may hold a burst until something else comes; a second nudge frees what the first did not. */
const NUDGE_AGAIN_MS = 300;

/**
 * The live feed, resumed after every interruption from the last number seen. Changes come in order and once; states and samples are
 * the newest. Pauses between attempts double up to 15 s, with jitter.
 */
export class LiveFeed {
  readonly #source: LiveSource;
  readonly #options: LiveOptions;
  #socket: SocketLike | undefined;
  #state: LiveState = 'closed';
  #epoch: string | undefined;
  #number: number | undefined;
  #revision: number | undefined;
  #run: string | undefined;
  #watched: readonly string[] = [];
  #failures = 0;
  #isResuming = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(source: LiveSource, options: LiveOptions) {
    this.#source = source;
    this.#options = options;
    this.#epoch = options.from?.epoch;
    this.#number = options.from?.number;
    this.#revision = options.from?.revision;
  }

  get state(): LiveState {
    return this.#state;
  }

  /** Number of the last change seen. */
  get number(): number {
    return this.#number ?? 0;
  }

  open(): void {
    if (this.#state === 'connecting' || this.#state === 'open') return;
    clearTimeout(this.#timer);
    this.#enter('connecting');
    void this.#connect();
  }

  /** Replaces the servers whose samples are wanted. */
  watch(ids: readonly string[]): void {
    this.#watched = [...ids];
    if (this.#state === 'open') this.#send(framesOfWatch(this.#watched));
  }

  /** Goes on from a snapshot that was fetched after `onReset`. */
  continueFrom(from: { readonly epoch: string; readonly number: number; readonly revision: number }): void {
    this.#epoch = from.epoch;
    this.#number = from.number;
    this.#revision = from.revision;
    if (this.#state === 'open') this.#resume();
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#enter('closed');
    this.#drop();
  }

  async #connect(): Promise<void> {
    try {
      const ticket = await this.#source.ticket?.();
      if (this.#state !== 'connecting') return;
      const socket = (this.#source.openSocket ?? openGlobalSocket)(socketAddress(this.#source.address), ticket);
      this.#socket = socket;
      socket.onmessage = ({ data }) => {
        if (socket === this.#socket) this.#take(JSON.parse(String(data)) as LiveFrame);
      };
      socket.onclose = () => {
        if (socket === this.#socket) this.#retry();
      };
      socket.onerror = () => undefined;
    } catch (error) {
      if (error instanceof ClientProblem && error.code === 'session_expired') this.#enter('expired');
      else this.#retry();
    }
  }

  #retry(): void {
    if (this.#state === 'closed' || this.#state === 'expired') return;
    this.#drop();
    this.#enter('waiting');
    const longest = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** this.#failures);
    this.#failures += 1;
    this.#timer = setTimeout(() => this.open(), longest * (0.5 + 0.5 * (this.#source.random ?? Math.random)()));
  }

  #drop(): void {
    const socket = this.#socket;
    this.#socket = undefined;
    socket?.close();
  }

  #enter(state: LiveState): void {
    if (this.#state === state) return;
    this.#state = state;
    this.#options.onState?.(state);
  }

  #take(frame: LiveFrame): void {
    switch (frame.type) {
      case 'hello': this.#greet(frame); break;
      case 'change': this.#takeChange(frame); break;
      case 'reset': this.#takeReset(frame.number); break;
      case 'status':
        this.#revision = frame.revision;
        this.#options.onStatus?.(frame);
        break;
      case 'samples': this.#options.onSamples?.(frame);
    }
  }

  #greet({ epoch, number, revision, run }: Frame<'hello'>): void {
    this.#failures = 0;
    // Revisions of an earlier run of the daemon mean nothing to this one.
    if (this.#run !== undefined && this.#run !== run) this.#revision = 0;
    this.#run = run;
    this.#enter('open');
    if (this.#epoch !== undefined && this.#epoch !== epoch) {
      this.#epoch = epoch;
      this.#takeReset(number);
    } else {
      this.#epoch = epoch;
      this.#number ??= number;
      this.#revision ??= revision;
      if (this.#number !== number || this.#revision !== revision) this.#resume();
    }
    if (this.#watched.length > 0) this.#send(framesOfWatch(this.#watched));
  }

  #resume(): void {
    this.#isResuming = true;
    this.#send([JSON.stringify({ after: this.#number, epoch: this.#epoch, revision: this.#revision })]);
  }

  #takeChange(frame: Frame<'change'>): void {
    const last = this.#number ?? frame.number - 1;
    if (frame.number <= last) return;
    if (frame.number > last + 1) {
      // Changes that were committed before the daemon heard where to resume: it sends them again, in order.
      if (!this.#isResuming) this.#resume();
      return;
    }
    this.#isResuming = false;
    this.#number = frame.number;
    const { number, at, by, rows } = frame;
    this.#options.onChange?.({ number, at, by, rows });
  }

  #takeReset(number: number): void {
    this.#isResuming = false;
    this.#number = number;
    this.#options.onReset?.(number);
  }

  #send(frames: readonly string[]): void {
    for (const frame of frames) this.#socket?.send(frame);
    this.#socket?.send(NUDGE);
    const socket = this.#socket;
    setTimeout(() => {
      if (socket === this.#socket && this.#state === 'open') socket?.send(NUDGE);
    }, NUDGE_AGAIN_MS);
  }
}

function openGlobalSocket(address: string, protocol?: string): SocketLike {
  return (protocol === undefined ? new WebSocket(address) : new WebSocket(address, protocol)) as unknown as SocketLike;
}

/** The address of a socket, from that of a page: `http` becomes `ws`; a path alone is on the page's own host. */
function socketAddress(address: string): string {
  if (/^wss?:/.test(address)) return address;
  const here = (globalThis as { location?: { href: string } }).location?.href;
  return new URL(address, here).href.replace(/^http/, 'ws');
}
