import { elapsedMs } from '../../clock.ts';
import { textOf, type Sentence } from '../../contract/sentence.ts';
import type { SourceKind } from '../../contract/source.ts';
import { isStrained, nextDelayMs, nextHealth, serverStatusOf, type Attempt, type Health, type Thresholds, type Timing } from '../../domain/health.ts';
import { isApart, ratesOf, rounded, type CountersAt } from '../../domain/rates.ts';
import type { Readings } from '../../contract/readings.ts';
import { sentenceOf } from '../../errors.ts';
import type { Log } from '../../log.ts';
import type { Store } from '../../store/store.ts';
import { Unwelcome, type Collector, type Reader } from '../collector.ts';
import { Alarm, remove, Schedule } from '../schedule.ts';
import type { ServerEntry } from './roster.ts';

/** What one reading of a source came to. */
export type Report = { readonly success: boolean; readonly durationMs: number; readonly problem: Sentence | null };

/** The reading side of a server that has a collector. */
export type Measured = {
  readonly collector: Collector;
  readonly reader: Reader;
  counters: CountersAt | null;
  running: Promise<Report> | null;
  report: Report | null;
};

export type PollingOptions = {
  readonly live: Store['live'];
  readonly nowMs: () => number;
  readonly random: () => number;
  readonly log: Log;
  readonly intervalMs: number;
  readonly concurrency: number;
  readonly thresholds: Thresholds;
  readonly open: (entry: ServerEntry, collector: Collector, onLost: (sentence: Sentence) => void) => Reader;
  /** Told when a server begins or ceases to answer, or is in doubt. */
  readonly onMoved: (entry: ServerEntry) => void;
};

/** One kind of source: its servers wait in one line, so that slow handshakes of one kind do not hold up another. */
type Lane = { readonly schedule: Schedule<ServerEntry>; running: number };

export const RETRY_MS = 2_000;
/** How often a silent server is looked for. */
export const SILENT_MS = 10_000;
/** Four refused logins in ten minutes stay below what fail2ban bans for. */
const UNWELCOME_MS = 180_000;
/** Rates need two readings: the second one follows soon. */
const SECOND_READING_MS = 2_000;
/** At the start, servers are read this far apart. */
const START_SPACING_MS = 5;
const JITTER = 0.1;

/** Reads every measured server once per interval, some at once, and writes what it found. */
export class Polling {
  readonly #options: PollingOptions;
  readonly #timing: Timing;
  readonly #lanes = new Map<SourceKind, Lane>();
  readonly #alarm = new Alarm(() => this.#ring(), elapsedMs);
  readonly entries = new Set<ServerEntry>();
  polls = 0;
  failures = 0;
  #nextStartMs = 0;

  constructor(options: PollingOptions) {
    this.#options = options;
    this.#timing = { intervalMs: options.intervalMs, retryMs: Math.min(RETRY_MS, options.intervalMs), silentMs: SILENT_MS };
  }

  /** Begins to read a server. */
  add(entry: ServerEntry, collector: Collector): void {
    const reader = this.#options.open(entry, collector, (sentence) => this.#lost(entry, reader, sentence));
    entry.measured = { collector, reader, counters: null, running: null, report: null };
    this.entries.add(entry);
    this.#nextStartMs = Math.max(this.#nextStartMs, elapsedMs()) + START_SPACING_MS;
    this.#wait(entry, Math.min(this.#nextStartMs, elapsedMs() + this.#timing.intervalMs * this.#options.random()));
  }

  /** Ends the reading of a server. */
  remove(entry: ServerEntry): void {
    const { measured } = entry;
    if (measured === null) return;
    entry.measured = null;
    this.entries.delete(entry);
    remove(entry);
    measured.reader.close();
  }

  /** Reads a measured server now, or waits for the reading under way. */
  async poll(entry: ServerEntry): Promise<Report> {
    const { measured } = entry;
    if (measured === null) throw new Error(`${entry.id} is not measured.`);
    return measured.running ?? this.#start(entry, measured);
  }

  async stop(): Promise<void> {
    this.#alarm.stop();
    const running = [...this.entries].flatMap(({ measured }) => measured?.running ?? []);
    for (const entry of [...this.entries]) this.remove(entry);
    await Promise.allSettled(running);
  }

  #wait(entry: ServerEntry, dueMs: number): void {
    const { measured } = entry;
    if (measured === null) return;
    this.#laneOf(measured.collector.kind).schedule.put(entry, dueMs);
    this.#alarm.set(dueMs);
  }

  #laneOf(kind: SourceKind): Lane {
    const known = this.#lanes.get(kind);
    if (known !== undefined) return known;
    const lane: Lane = { schedule: new Schedule<ServerEntry>(), running: 0 };
    this.#lanes.set(kind, lane);
    return lane;
  }

  #ring(): void {
    const nowMs = elapsedMs();
    for (const lane of this.#lanes.values()) {
      for (let entry = lane.schedule.first; entry !== undefined && entry.dueMs <= nowMs && lane.running < this.#options.concurrency; entry = lane.schedule.first) {
        lane.schedule.take(entry);
        const { measured } = entry;
        if (measured?.running === null) void this.#start(entry, measured);
      }
      const next = lane.schedule.first;
      if (next !== undefined && lane.running < this.#options.concurrency) this.#alarm.set(next.dueMs);
    }
  }

  #start(entry: ServerEntry, measured: Measured): Promise<Report> {
    const lane = this.#laneOf(measured.collector.kind);
    lane.running += 1;
    remove(entry);
    const startedMs = elapsedMs();
    measured.running = measured.reader.read(measured.collector.deadlineMs)
      .then((readings) => this.#answered(entry, measured, readings, startedMs), (error: unknown) => this.#failed(entry, measured, error, startedMs))
      .finally(() => {
        measured.running = null;
        lane.running -= 1;
        if (lane.schedule.first !== undefined) this.#alarm.set(lane.schedule.first.dueMs);
      });
    return measured.running;
  }

  #answered(entry: ServerEntry, measured: Measured, readings: Readings, startedMs: number): Report {
    const atMs = elapsedMs();
    const report: Report = { success: true, durationMs: atMs - startedMs, problem: null };
    if (entry.measured !== measured) return report;
    const counters = { atMs, counters: readings.counters };
    const isFirst = measured.counters === null;
    const metrics = rounded(Object.assign(readings.gauges, ratesOf(measured.counters, counters, readings.speeds)));
    if (isApart(measured.counters, atMs)) measured.counters = counters;
    this.polls += 1;
    const nowMs = this.#options.nowMs();
    const attempt = isStrained(metrics, this.#options.thresholds) ? 'strained' : 'well';
    this.#note(entry, measured, report, attempt);
    this.#options.live.setServer(entry.id, { status: serverStatusOf(entry.health, entry.inMaintenance), metrics, lastSeenMs: nowMs, problem: null }, nowMs);
    const delayMs = isFirst ? Math.min(SECOND_READING_MS, this.#timing.intervalMs) : this.#delayMs(entry.health);
    this.#wait(entry, Math.max(startedMs + delayMs, atMs + 1));
    return report;
  }

  #failed(entry: ServerEntry, measured: Measured, error: unknown, startedMs: number): Report {
    const report: Report = { success: false, durationMs: elapsedMs() - startedMs, problem: sentenceOf(error) };
    if (entry.measured !== measured) return report;
    this.polls += 1;
    this.failures += 1;
    if (error instanceof TypeError || error instanceof ReferenceError) this.#options.log.error({ server: entry.id, err: error }, 'a collector made a mistake');
    this.#note(entry, measured, report, 'failed');
    this.#show(entry, report.problem);
    const isTurnedAway = error instanceof Unwelcome && entry.health.kind === 'silent';
    this.#wait(entry, elapsedMs() + (isTurnedAway ? UNWELCOME_MS : this.#delayMs(entry.health)));
    return report;
  }

  /** A kept connection that closes is a first failure: the second attempt follows soon. */
  #lost(entry: ServerEntry, reader: Reader, sentence: Sentence): void {
    const { measured } = entry;
    if (measured?.reader !== reader || measured.running !== null || entry.health.kind !== 'answering') return;
    this.#move(entry, 'failed');
    this.#show(entry, sentence);
    this.#wait(entry, elapsedMs() + this.#delayMs(entry.health));
  }

  #note(entry: ServerEntry, measured: Measured, report: Report, attempt: Attempt): void {
    const problem = report.problem === null ? null : textOf(report.problem);
    const before = measured.report?.problem;
    if (problem !== null && (before == null || textOf(before) !== problem)) this.#options.log.info({ server: entry.id, source: measured.collector.kind, problem }, 'a server does not answer');
    measured.report = report;
    this.#move(entry, attempt);
  }

  #move(entry: ServerEntry, attempt: Attempt): void {
    const before = entry.health.kind;
    entry.health = nextHealth(entry.health, attempt, this.#options.nowMs());
    if (entry.health.kind !== before) this.#options.onMoved(entry);
  }

  /** Shows a server that does not answer: a doubt leaves its numbers, silence is a gap in them. */
  #show(entry: ServerEntry, problem: Sentence | null): void {
    const status = serverStatusOf(entry.health, entry.inMaintenance);
    this.#options.live.setServer(entry.id, { status, problem, ...(entry.health.kind === 'silent' && { metrics: null }) }, this.#options.nowMs());
  }

  #delayMs(health: Health): number {
    const { random } = this.#options;
    const delayMs = nextDelayMs(health, this.#timing, random());
    return health.kind === 'answering' ? delayMs * (1 - JITTER / 2 + JITTER * random()) : delayMs;
  }
}
