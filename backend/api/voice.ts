import type { ServerResponse } from 'node:http';
import type { Log } from '../log.ts';
import type { Store } from '../store/store.ts';
import type { Caller } from './caller.ts';
import type { Doors } from './doors.ts';

/** One source of numbers as it did lately: for /api/metrics. */
export type CollectorReport = { readonly collector: string; readonly server: string; readonly success: boolean; readonly duration_seconds: number };

/** What the voice asks of those who read the servers. */
export type Collecting = {
  /** Reads one server now; the numbers arrive on the live board. Rejects where it cannot be asked. */
  poll(id: string): Promise<unknown>;
  /** The last report of each source that was read. */
  reports?(): Iterable<CollectorReport>;
};

/** Sends the live feed as server-sent events until the client goes. */
export type EventStream = (
  response: ServerResponse, caller: Caller,
  options: { resumeAfter?: number; watch: ReadonlySet<string>; headers: Record<string, string> },
) => void;

/** What routes are given: whom they may ask, and nothing to decide with. */
export type Voice = {
  readonly store: Store;
  readonly doors: Doors;
  readonly nowMs: () => number;
  readonly log: Log;
  readonly version: string;
  /** Absent while nothing is read: polls are then 503. */
  readonly collecting?: Collecting | undefined;
  readonly events: EventStream;
  /** Folder for files on their way in; the data folder. */
  readonly uploadFolder: string;
};
