import { elapsedMs } from '../../clock.ts';
import { say, type Sentence } from '../../contract/sentence.ts';
import { attemptOfPorts, connectionStatusOf, nextDelayMs, nextHealth, serverStatusOf, UNASKED, type Attempt, type Timing } from '../../domain/health.ts';
import { attemptOfConnection, connectionPortsOf, reachPortsOf } from '../../domain/ports.ts';
import type { ConnectionStatus } from '../../contract/statuses.ts';
import { messageOf, sentenceOf } from '../../errors.ts';
import type { Log } from '../../log.ts';
import type { Store } from '../../store/store.ts';
import type { Addresses } from '../address.ts';
import { Alarm, remove, Schedule } from '../schedule.ts';
import { tryPort, type PortReport } from '../tcp.ts';
import { RETRY_MS, SILENT_MS } from './polling.ts';
import type { ConnectionEntry, Roster, ServerEntry } from './roster.ts';
import type { TrafficMeter } from './traffic-meter.ts';

export type ProbingOptions = {
  readonly live: Store['live'];
  readonly roster: Roster;
  readonly addresses: Addresses;
  readonly nowMs: () => number;
  readonly random: () => number;
  readonly log: Log;
  readonly intervalMs: number;
  readonly concurrency: number;
  /** All attempts to connect together; 0 = none at all. */
  readonly perSecond: number;
  /** Tries ports from a server that is reached over SSH; null where it has nothing to try with. */
  readonly meter: TrafficMeter;
  readonly tryFrom: (from: ServerEntry, address: string, ports: readonly number[]) => Promise<PortReport[] | null>;
};

type Probe = ServerEntry | ConnectionEntry;

/** Attempts a probe has paid for already. */
type Budget = { left: number };

/** A quarter of a second's attempts may be made at once. */
const BURST_SECONDS = 0.25;
/** At the ceiling, attempts are made in bundles: waking up for each one costs more than making it. */
const BUNDLE_SECONDS = 0.1;
const LOOPBACK = '127.0.0.1';
/** Seen from another server, this machine is one like any other. */
const UNKNOWN_PLACE = { kind: 'none' } as const;

/**
 * Tries by TCP what no collector reads, and every connection. There is a ceiling for all attempts together, so with many of them
 * the period grows; second attempts and what is new go before what is merely due.
 */
export class Probing {
  readonly #options: ProbingOptions;
  readonly #timing: Timing;
  readonly #due = new Schedule<Probe>();
  readonly #urgent = new Schedule<Probe>();
  readonly #alarm = new Alarm(() => this.#ring(), elapsedMs);
  /** Attempts that may be made now; below zero what was overdrawn by one probe of several ports. */
  #allowance: number;
  #refilledMs = elapsedMs();
  #running = 0;
  #isStopped = false;
  attempts = 0;

  constructor(options: ProbingOptions) {
    this.#options = options;
    this.#timing = { intervalMs: options.intervalMs, retryMs: Math.min(RETRY_MS, options.intervalMs), silentMs: SILENT_MS };
    this.#allowance = this.#burst;
  }

  /** Whether there are no probes at all. */
  get isOff(): boolean {
    return this.#options.perSecond === 0;
  }

  /** Begins to try a server or connection: soon, or at the start at a random time of the first interval. */
  add(probe: Probe, isStart: boolean): void {
    if (this.isOff || !this.#hasPorts(probe)) {
      this.#forget(probe);
      return;
    }
    // At the start what there is spreads over the time it takes, at most an interval.
    if (isStart) this.#wait(this.#due, probe, this.#options.random() * Math.min(this.#timing.intervalMs, 50 + (this.#due.size * 3_000) / this.#options.perSecond));
    else this.#wait(this.#urgent, probe, 0);
  }

  remove(probe: Probe): void {
    remove(probe);
  }

  /** Looks again at the connections of a server that began or ceased to answer. */
  lookAtLinksOf(server: ServerEntry): void {
    for (const link of server.links) if (link.schedule !== null && !link.isProbed) this.#wait(this.#urgent, link, 0);
  }

  /** Tries a server that is not measured now. */
  async probeNow(server: ServerEntry): Promise<{ success: boolean; problem: Sentence | null }> {
    return this.#probeServer(server, { left: 0 });
  }

  stop(): void {
    this.#isStopped = true;
    this.#alarm.stop();
  }

  /** Tries ports of an address from here. Every attempt counts, also those of people. */
  async tryPorts(address: string, ports: readonly number[], budget: Budget = { left: 0 }): Promise<PortReport[]> {
    this.#spend(ports.length, budget);
    return Promise.all(ports.map((port) => tryPort(address, port)));
  }

  get #burst(): number {
    return Math.max(1, this.#options.perSecond * BURST_SECONDS);
  }

  #spend(attempts: number, budget: Budget): void {
    const paid = Math.min(attempts, budget.left);
    budget.left -= paid;
    this.attempts += attempts;
    this.#allowance -= attempts - paid;
  }

  #wait(schedule: Schedule<Probe>, probe: Probe, delayMs: number): void {
    if (this.#isStopped) return;
    const dueMs = elapsedMs() + delayMs;
    schedule.put(probe, dueMs);
    this.#alarm.set(dueMs);
  }

  #ring(): void {
    const nowMs = elapsedMs();
    const { perSecond, concurrency } = this.#options;
    this.#allowance = Math.min(this.#burst, this.#allowance + ((nowMs - this.#refilledMs) / 1_000) * perSecond);
    this.#refilledMs = nowMs;
    for (;;) {
      const next = this.#next(nowMs);
      if (next === null || this.#running >= concurrency) return;
      const bundle = Math.max(1, perSecond * BUNDLE_SECONDS);
      const readyMs = this.#allowance < 1 ? nowMs + ((bundle - this.#allowance) / perSecond) * 1_000 : next.dueMs;
      if (readyMs > nowMs) {
        this.#alarm.set(Math.max(readyMs, next.dueMs));
        return;
      }
      remove(next);
      const ports = this.#portsOf(next);
      const budget = { left: ports.includes(next.lastPort) ? 1 : ports.length };
      this.#allowance -= budget.left;
      void this.#run(next, budget);
    }
  }

  /** What goes next: something urgent that is due, else whatever is due first. */
  #next(nowMs: number): Probe | null {
    const [urgent, due] = [this.#urgent.first, this.#due.first];
    if (urgent === undefined) return due ?? null;
    return due === undefined || urgent.dueMs <= nowMs || urgent.dueMs <= due.dueMs ? urgent : due;
  }

  async #run(probe: Probe, budget: Budget): Promise<void> {
    this.#running += 1;
    probe.isProbed = true;
    try {
      await (probe.noun === 'server' ? this.#probeServer(probe, budget) : this.#probeConnection(probe, budget));
    } catch (error) {
      // This machine could not even try; that says nothing about the other.
      this.#options.log.warn({ [probe.noun]: probe.id, error: messageOf(error) }, 'a probe could not be made');
    } finally {
      this.#running -= 1;
      this.#allowance += budget.left;
      probe.isProbed = false;
      if (this.#options.roster.isKnown(probe) && probe.schedule === null && this.#hasPorts(probe)) this.#again(probe);
      this.#alarm.set(elapsedMs());
    }
  }

  #again(probe: Probe): void {
    const delayMs = nextDelayMs(probe.health, this.#timing, this.#options.random());
    this.#wait(probe.health.kind === 'doubted' ? this.#urgent : this.#due, probe, delayMs);
  }

  async #probeServer(server: ServerEntry, budget: Budget): Promise<{ success: boolean; problem: Sentence | null }> {
    const ports = this.#portsOf(server);
    const found = await this.#reach(server, server.ip, ports, budget);
    if (!this.#options.roster.isKnown(server) || server.measured !== null) return { success: false, problem: say('probe_changed') };
    const attempt = found.problem === null ? attemptOfPorts(found.reports.map(({ outcome }) => outcome)) : 'failed';
    const problem = found.problem ?? portsSentence(attempt, server.ip, ports);
    const before = server.health.kind;
    const nowMs = this.#options.nowMs();
    server.health = nextHealth(server.health, attempt, nowMs);
    this.#options.live.setServer(server.id, {
      status: serverStatusOf(server.health, server.inMaintenance), problem, ...(attempt !== 'failed' && { lastSeenMs: nowMs }),
    }, nowMs);
    if (server.health.kind !== before) this.lookAtLinksOf(server);
    return { success: attempt === 'well', problem };
  }

  async #probeConnection(connection: ConnectionEntry, budget: Budget): Promise<void> {
    const { from, to } = connection;
    const ports = this.#portsOf(connection);
    const isFromThere = from.source.kind === 'ssh' && from.measured !== null;
    const probedFrom = isFromThere || from.source.kind === 'local' ? from.id : 'daemon';
    // Who is silent itself uses nothing.
    if (from.health.kind === 'silent') {
      this.#note(connection, 'failed', null, probedFrom);
      return;
    }
    // A server that is about to be asked itself has to answer first.
    if (isFromThere && from.health.kind !== 'answering') {
      this.#wait(this.#urgent, connection, RETRY_MS);
      return;
    }
    const address = to.ip === '' && to.source.kind === 'local' && !isFromThere ? LOOPBACK : to.ip;
    const fromThere = isFromThere ? await this.#reachFrom(from, connection, address, ports, budget) : null;
    const { reports } = fromThere ?? await this.#reach(connection, address, ports, budget);
    const attempt = attemptOfConnection(connection.type, fromThere === null ? to.source : UNKNOWN_PLACE, reports.map(({ outcome }) => outcome));
    const probe = fromThere === null && isFromThere ? 'daemon' : probedFrom;
    this.#note(connection, attempt, attempt === 'failed' ? null : leastLatencyOf(reports), probe);
    if (attempt !== 'failed') await this.#measure(connection, address, ports, probe);
  }

  #note(connection: ConnectionEntry, attempt: Attempt, latencyMs: number | null, probedFrom: string): void {
    if (!this.#options.roster.isKnown(connection)) return;
    connection.health = nextHealth(connection.health, attempt, this.#options.nowMs());
    const status = connectionStatusOf(connection.health);
    if (attempt !== 'failed') connection.latencyMs = latencyMs;
    else if (status !== 'connected') this.#forgetNumbers(connection);
    this.#show(connection, status, probedFrom);
  }

  /** What the connection carries, after it was shown to be there: reading that takes its own time. */
  async #measure(connection: ConnectionEntry, ip: string, ports: readonly number[], probedFrom: string): Promise<void> {
    const { addresses, meter, roster } = this.#options;
    const traffic = await meter.measure(connection, await addresses.resolve(ip), ports);
    if (traffic === connection.traffic || !roster.isKnown(connection)) return;
    connection.traffic = traffic;
    this.#show(connection, connectionStatusOf(connection.health), probedFrom);
  }

  #show(connection: ConnectionEntry, status: ConnectionStatus, probedFrom: string | null): void {
    this.#options.live.setConnection(connection.id, { status, latency_ms: connection.latencyMs, probed_from: probedFrom, traffic: connection.traffic });
  }

  /** Tries the port that accepted last, and all others only if it does not. */
  async #reach(probe: Probe, ip: string, ports: readonly number[], budget: Budget): Promise<{ reports: PortReport[]; problem: Sentence | null }> {
    let address: string;
    try {
      address = await this.#options.addresses.resolve(ip);
    } catch (error) {
      return { reports: [], problem: sentenceOf(error) };
    }
    return { reports: await this.#firstThenRest(probe, ports, (some) => this.tryPorts(address, some, budget)), problem: null };
  }

  /** The same from a server over SSH; null where it cannot. */
  async #reachFrom(from: ServerEntry, connection: ConnectionEntry, ip: string, ports: readonly number[], budget: Budget): Promise<{ reports: PortReport[] } | null> {
    try {
      const address = await this.#options.addresses.resolve(ip);
      const reports = await this.#firstThenRest(connection, ports, async (some) => {
        this.#spend(some.length, budget);
        const found = await this.#options.tryFrom(from, address, some);
        if (found === null) throw new Error(`${from.id} has nothing to try a port with.`);
        return found;
      });
      return { reports };
    } catch (error) {
      this.#options.log.debug({ connection: connection.id, error: messageOf(error) }, 'a probe from a server failed');
      return null;
    }
  }

  async #firstThenRest(probe: Probe, ports: readonly number[], attempt: (ports: readonly number[]) => Promise<PortReport[]>): Promise<PortReport[]> {
    const first = ports.includes(probe.lastPort) ? await attempt([probe.lastPort]) : [];
    if (first.some(({ outcome }) => outcome === 'accepted')) return first;
    const rest = ports.filter((port) => first.length === 0 || port !== probe.lastPort);
    const reports = rest.length === 0 ? first : [...first, ...await attempt(rest)];
    probe.lastPort = reports.find(({ outcome }) => outcome === 'accepted')?.port ?? probe.lastPort;
    return reports;
  }

  #portsOf(probe: Probe): readonly number[] {
    const { roster } = this.#options;
    if (probe.noun === 'server') return reachPortsOf(roster.portsOf(probe.type), probe.source);
    return connectionPortsOf(probe.type, { source: probe.to.source, typePorts: roster.portsOf(probe.to.type) });
  }

  #hasPorts(probe: Probe): boolean {
    const isThere = probe.noun === 'server' ? probe.measured === null && probe.ip !== '' : probe.to.ip !== '' || probe.to.source.kind === 'local';
    return isThere && this.#portsOf(probe).length > 0;
  }

  #forgetNumbers(connection: ConnectionEntry): void {
    connection.latencyMs = connection.traffic = null;
    this.#options.meter.forget(connection);
  }

  /** There is nothing to ask: what was known before no longer counts. */
  #forget(probe: Probe): void {
    remove(probe);
    const wasKnown = probe.health.kind !== 'unasked';
    if (probe.noun === 'server' && probe.measured !== null) return;
    probe.health = UNASKED;
    if (!wasKnown) return;
    if (probe.noun === 'connection') {
      this.#forgetNumbers(probe);
      this.#show(probe, 'unknown', null);
    } else this.#options.live.setServer(probe.id, { status: serverStatusOf(UNASKED, probe.inMaintenance), problem: null }, this.#options.nowMs());
  }
}

/** The shortest time to connect; where no port accepts but the host answers, the time of its answer. */
function leastLatencyOf(reports: readonly PortReport[]): number | null {
  const accepted = reports.filter(({ outcome }) => outcome === 'accepted');
  const times = (accepted.length > 0 ? accepted : reports).flatMap(({ latencyMs }) => latencyMs ?? []);
  return times.length === 0 ? null : Math.min(...times);
}

function portsSentence(attempt: Attempt, ip: string, ports: readonly number[]): Sentence | null {
  const number = ports.length === 1 ? 'one' : 'other';
  switch (attempt) {
    case 'well': return null;
    case 'strained': return say(`probe_refuses_${number}`, { ip, ports });
    case 'failed': return say(`probe_silent_${number}`, { ip, ports });
  }
}
