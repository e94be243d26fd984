import type { ServerResponse } from 'node:http';
import type { Sentence } from '../contract/sentence.ts';
import type { Log } from '../log.ts';
import type { Store } from '../store/store.ts';
import type { Caller } from './caller.ts';
import type { Doors } from './doors.ts';

/** The last reading of one server by one kind of source. */
export type SourceReport = { readonly server: string; readonly source: string; readonly success: boolean; readonly duration_seconds: number };

/** What the voice asks of those who read the servers. */
export type Collecting = {
  /** Reads or tries one server now; what was learnt is on the live board when it resolves. */
  poll(id: string): Promise<SourceReport & { readonly problem: Sentence | null }>;
  /** Tries the ports of an address. */
  verify(ip: string, ports: readonly number[]): Promise<{ readonly reachable: boolean; readonly problem: Sentence | null }>;
  /** The last reading of every server that was read. */
  status(): { readonly sources: Iterable<SourceReport> };
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
  /** Draws an icon in an accent as SVG, for files of programs that need pictures. Absent: such files have none. */
  readonly drawIcon?: ((icon: string, color: string) => string) | undefined;
  /** The bytes behind an address of the web; throws a sentence. Absent: nothing is fetched. */
  readonly webFile?: ((address: string) => Promise<Buffer>) | undefined;
};
