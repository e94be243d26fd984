import { elapsedMs } from '../clock.ts';
import { say, type Sentence } from '../contract/sentence.ts';
import type { StoredServer } from '../contract/server.ts';
import type { SourceKind } from '../contract/source.ts';
import { UNASKED, serverStatusOf, type Thresholds } from '../domain/health.ts';
import { reachPortsOf } from '../domain/ports.ts';
import { notFound, sentenceOf } from '../errors.ts';
import type { Log } from '../log.ts';
import { Gate } from '../ssh/gate.ts';
import type { Store } from '../store/store.ts';
import { Addresses } from './address.ts';
import type { Collector, Reader } from './collector.ts';
import { Following, type RowListener } from './loop/following.ts';
import { Polling } from './loop/polling.ts';
import { Probing } from './loop/probing.ts';
import { Roster, type ServerEntry } from './loop/roster.ts';
import { SshServers } from './loop/ssh-servers.ts';
import { TrafficMeter } from './loop/traffic-meter.ts';
import { COLLECTORS } from './registry.ts';

export type CollectingOptions = {
  readonly store: Store;
  readonly log: Log;
  readonly nowMs: () => number;
  readonly random: () => number;
  readonly settings: {
    readonly intervalSeconds: number;
    /** How many servers of one kind of source are read at once, and how many probes are under way. */
    readonly concurrency: number;
    readonly probesPerSecond: number;
    readonly thresholds: Thresholds;
    /** Socket of an SSH agent, for servers whose source names no credential. */
    readonly sshAgent?: string | null;
  };
};

/** How one reading or probe of a server went. */
export type PollReport = { readonly server: string; readonly source: SourceKind; readonly success: boolean; readonly duration_seconds: number; readonly problem: Sentence | null };

/** Whether somebody listens at an address: `port` is the first of those given that accepts. */
export type Verification = {
  readonly reachable: boolean;
  readonly port: number | null;
  readonly latency_ms: number | null;
  readonly ports: readonly { readonly port: number; readonly outcome: 'accepted' | 'refused' | 'silent'; readonly latency_ms: number | null }[];
  readonly problem: Sentence | null;
};

export type CollectingStatus = {
  readonly polls: number;
  readonly failures: number;
  /** TCP attempts made. */
  readonly probes: number;
  /** SSH connections that are open. */
  readonly sessions: number;
  /** The last reading of every measured server that was read. */
  readonly sources: Iterable<Omit<PollReport, 'problem'>>;
};

export type Collecting = {
  /** Reads or tries a server now. Throws 404. */
  poll(id: string): Promise<PollReport>;
  /** Tries an address before a server is added. */
  verify(ip: string, ports: readonly number[]): Promise<Verification>;
  status(): CollectingStatus;
  stop(): Promise<void>;
};

/** A handshake costs both ends some 18 ms of CPU together; a hung one costs nothing but its place. */
const HANDSHAKES = { perSecond: 30, atOnce: 128 };
const VERIFIED_PORTS_MAX = 32;

/** Reads, tries and judges every server of the store until stopped: the one place where that has effects. */
export function startCollecting({ store, log, nowMs, random, settings }: CollectingOptions): Collecting {
  const roster = new Roster();
  const addresses = new Addresses();
  const shared = { live: store.live, nowMs, random, log, intervalMs: settings.intervalSeconds * 1_000, concurrency: settings.concurrency };
  const sshServers = new SshServers({ store, nowMs, addresses, gate: new Gate(HANDSHAKES), agent: settings.sshAgent ?? null });
  const probing = new Probing({
    ...shared, roster, addresses, meter: new TrafficMeter({ log, socketsFrom: (from, address) => sshServers.socketsFrom(from, address) }),
    perSecond: settings.probesPerSecond, tryFrom: (from, address, ports) => sshServers.tryPorts(from, address, ports),
  });
  const polling = new Polling({
    ...shared, thresholds: settings.thresholds,
    open: (entry, collector, onLost) => openReader(entry, collector, onLost, addresses, sshServers),
    onMoved: (entry) => probing.lookAtLinksOf(entry),
  });
  const following = new Following(store, listenerOf(roster, polling, probing, sshServers, store.live, nowMs), log);

  return {
    async poll(id) {
      const entry = roster.servers.get(id);
      if (entry === undefined) throw notFound('server', id);
      return pollOnce(entry, polling, probing, roster);
    },
    verify: (ip, ports) => verify(ip, ports.slice(0, VERIFIED_PORTS_MAX), addresses, probing),
    status: () => ({
      polls: polling.polls, failures: polling.failures, probes: probing.attempts, sessions: sshServers.openCount,
      sources: sourcesOf(polling),
    }),
    async stop() {
      probing.stop();
      await following.stop();
      sshServers.close();
      await polling.stop();
    },
  };
}

function listenerOf(roster: Roster, polling: Polling, probing: Probing, sshServers: SshServers, live: Store['live'], nowMs: () => number): RowListener {
  const begin = (entry: ServerEntry, isStart: boolean): void => {
    const collector = COLLECTORS[entry.source.kind];
    if (collector === undefined) probing.add(entry, isStart);
    else polling.add(entry, collector);
    for (const link of entry.links) probing.add(link, isStart);
  };
  const end = (entry: ServerEntry): void => {
    polling.remove(entry);
    probing.remove(entry);
    sshServers.remove(entry);
  };
  const removeServer = (id: string): void => {
    const entry = roster.servers.get(id);
    if (entry === undefined) return;
    roster.removeServer(id);
    for (const link of entry.links) removeConnection(link.id);
    end(entry);
  };
  const removeConnection = (id: string): void => {
    const entry = roster.connections.get(id);
    if (entry !== undefined) probing.remove(entry);
    roster.removeConnection(id);
  };
  const renew = (entry: ServerEntry, isStart: boolean): void => {
    const wasKnown = entry.health.kind !== 'unasked' || entry.measured !== null;
    end(entry);
    entry.health = UNASKED;
    entry.lastPort = 0;
    // What was measured at another address, or in another way, is not this server's any more.
    if (wasKnown) live.setServer(entry.id, { status: serverStatusOf(UNASKED, entry.inMaintenance), metrics: null, problem: null }, nowMs());
    begin(entry, isStart);
  };
  return {
    putType(row) {
      if (!roster.putType(row.id, row.ports)) return;
      for (const entry of roster.servers.values()) {
        if (entry.type !== row.id) continue;
        if (entry.measured === null) probing.add(entry, false);
        for (const link of entry.links) if (link.to === entry) probing.add(link, false);
      }
    },
    removeType: (id) => roster.removeType(id),
    putServer(row: StoredServer, isStart) {
      const { entry, meaning } = roster.putServer(row);
      if (meaning === 'new') renew(entry, isStart);
      else if (meaning === 'shown') live.setServer(entry.id, { status: serverStatusOf(entry.health, entry.inMaintenance) }, nowMs());
    },
    removeServer,
    putConnection(row, isStart) {
      if (probing.isOff) return;
      const put = roster.putConnection(row);
      if (put === null || put.meaning === 'same') return;
      put.entry.lastPort = 0;
      probing.add(put.entry, isStart);
    },
    removeConnection,
    retain(servers, connections) {
      for (const id of [...roster.connections.keys()]) if (!connections.has(id)) removeConnection(id);
      for (const id of [...roster.servers.keys()]) if (!servers.has(id)) removeServer(id);
    },
  };
}

function openReader(entry: ServerEntry, collector: Collector, onLost: (sentence: Sentence) => void, addresses: Addresses, sshServers: SshServers): Reader {
  const { id, ip, source } = entry;
  const isExporter = source.kind === 'node_exporter';
  return collector.open({
    id, ip,
    port: isExporter ? source.port ?? 9100 : 0,
    path: isExporter ? source.path ?? '/metrics' : '',
    tls: isExporter && source.tls === true,
  }, {
    resolve: (name) => addresses.resolve(name),
    shell: (prelude) => sshServers.shell(entry, prelude, onLost),
    onLost,
  });
}

async function pollOnce(entry: ServerEntry, polling: Polling, probing: Probing, roster: Roster): Promise<PollReport> {
  const { id, source: { kind } } = entry;
  if (entry.measured !== null) {
    const { success, durationMs, problem } = await polling.poll(entry);
    return { server: id, source: kind, success, duration_seconds: durationMs / 1_000, problem };
  }
  const startedMs = elapsedMs();
  const problem = entry.ip === '' ? say('net_no_address') : reachPortsOf(roster.portsOf(entry.type), entry.source).length === 0 ? say('probe_no_ports') : null;
  const found = problem === null ? await probing.probeNow(entry) : { success: false, problem };
  return { server: id, source: kind, ...found, duration_seconds: (elapsedMs() - startedMs) / 1_000 };
}

async function verify(ip: string, ports: readonly number[], addresses: Addresses, probing: Probing): Promise<Verification> {
  try {
    const reports = await probing.tryPorts(await addresses.resolve(ip), [...new Set(ports)]);
    const accepted = reports.find(({ outcome }) => outcome === 'accepted');
    const isThere = reports.some(({ outcome }) => outcome === 'refused');
    const problem = accepted !== undefined ? null
      : isThere ? say('verify_refuses', { ip, ports })
        : reports.length === 0 ? say('probe_nothing') : say('verify_silent', { ip, ports });
    return {
      reachable: accepted !== undefined, port: accepted?.port ?? null, latency_ms: accepted?.latencyMs ?? null,
      ports: reports.map(({ port, outcome, latencyMs }) => ({ port, outcome, latency_ms: latencyMs })), problem,
    };
  } catch (error) {
    return { reachable: false, port: null, latency_ms: null, ports: [], problem: sentenceOf(error) };
  }
}

function* sourcesOf(polling: Polling): Iterable<Omit<PollReport, 'problem'>> {
  for (const { id, source, measured } of polling.entries) {
    const report = measured?.report;
    if (report != null) yield { server: id, source: source.kind, success: report.success, duration_seconds: report.durationMs / 1_000 };
  }
}
