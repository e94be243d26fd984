import type { Change } from './change.ts';
import type { Metrics } from './metrics.ts';
import type { ClusterHealth, ConnectionStatus, ServerStatus } from './statuses.ts';
import type { Traffic } from './traffic.ts';

/** Current state of one connection; without traffic where that is not measured. */
export type ConnectionState = { readonly status: ConnectionStatus; readonly latency_ms: number | null; readonly traffic?: Traffic };

/** Current state of one server that changed: `[status]`, keyed by id. Newest wins. */
export type StatusFrame = {
  readonly type: 'status';
  /** Revision of the current values that this frame brings a client to. */
  readonly revision: number;
  readonly servers?: Readonly<Record<string, ServerStatus>>;
  readonly connections?: Readonly<Record<string, ConnectionState>>;
  readonly clusters?: Readonly<Record<string, ClusterHealth>>;
};

/** Frames from the daemon, over WebSocket one JSON text each, over server-sent events with `event:` = type. */
export type LiveFrame =
  /**
   * First frame: where the feed stands. A client whose epoch differs must fetch a snapshot. `run` is random, made at each start of
   * the daemon: revisions of another run mean nothing, so a client that sees a new one asks for `{"revision": 0}`.
   */
  | { readonly type: 'hello'; readonly epoch: string; readonly number: number; readonly revision: number; readonly run: string }
  /** Lossless, numbered. */
  | ({ readonly type: 'change' } & Change)
  /** Lossless, numbered: too much changed, or the asked number is too old. Fetch a snapshot. */
  | { readonly type: 'reset'; readonly number: number }
  /** Lossy, coalesced (at most 4 a second): states of whatever changed, for every client. */
  | StatusFrame
  /** Lossy, coalesced: numbers of the servers the client looks at; `{}` for one whose last poll was missed. */
  | { readonly type: 'samples'; readonly at: string; readonly servers: Readonly<Record<string, Metrics>> };

/**
 * Frames to the daemon, at most 900 bytes each.
 * `after` resumes changes, `revision` resumes states, `watch` replaces the list of servers whose samples are wanted
 * (ids; several frames with `more: true` join). A one-byte frame (`.`) is a nudge and ignored.
 */
export type ClientFrame =
  | { readonly after: number; readonly epoch?: string; readonly revision?: number }
  | { readonly watch: readonly string[]; readonly more?: boolean };
