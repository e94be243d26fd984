import type { Metrics } from '../contract/metrics.ts';
import { METRIC_NAMES } from '../contract/metric-names.ts';
import { CLUSTER_HEALTHS, CONNECTION_STATUSES, SERVER_STATUSES } from '../contract/statuses.ts';
import type { Traffic } from '../contract/traffic.ts';
import type { Store } from '../store/store.ts';
import type { Caller } from './caller.ts';
import { seesCluster, seesServer } from './scope.ts';
import type { SourceReport, Voice } from './voice.ts';

export const PROMETHEUS_TYPE = 'text/plain; version=0.0.4; charset=utf-8';

/** Items worked on before others have their turn. */
const TURN_ITEMS = 2_000;

type Family = { readonly name: string; readonly help: string; readonly type: 'gauge' | 'counter'; readonly lines: Iterable<readonly [labels: string, value: number]> };

/** The figures of everything a caller may see, in chunks of Prometheus's text format (0.0.4): all lines of one family together. */
export async function* prometheusText(voice: Voice, caller: Caller): AsyncGenerator<string> {
  for await (const { name, help, type, lines } of families(voice, caller)) {
    let chunk = `# HELP ${name} ${help}\n# TYPE ${name} ${type}\n`;
    for await (const some of inTurns(lines)) {
      chunk += some.map(([labels, value]) => `${name}${labels} ${value}\n`).join('');
      yield chunk;
      chunk = '';
    }
    if (chunk !== '') yield chunk;
  }
}

/** Items in groups between which the main thread answers others. */
async function* inTurns<Item>(items: Iterable<Item>): AsyncGenerator<Item[]> {
  let group: Item[] = [];
  for (const item of items) {
    group.push(item);
    if (group.length < TURN_ITEMS) continue;
    yield group;
    group = [];
    await new Promise(setImmediate);
  }
  if (group.length > 0) yield group;
}

/** What is known of items, in turns. */
async function known<Item, Value>(items: Iterable<Item>, valueOf: (item: Item) => Value | null): Promise<[Item, Value][]> {
  const found: [Item, Value][] = [];
  for await (const group of inTurns(items)) {
    for (const item of group) {
      const value = valueOf(item);
      if (value !== null) found.push([item, value]);
    }
  }
  return found;
}

async function* families(voice: Voice, caller: Caller): AsyncGenerator<Family> {
  const { store, collecting } = voice;
  const servers = store.live.servers.ids().filter((id) => seesServer(store, caller, id));
  yield {
    name: 'unlimited_cluster_server_status', type: 'gauge',
    help: `State of a server: ${SERVER_STATUSES.map((status, code) => `${code} ${status}`).join(', ')}.`,
    lines: mapped(servers, (id) => [`{server="${id}"}`, SERVER_STATUSES.indexOf(store.live.getServer(id).status)]),
  };
  yield* measuredFamilies(store, servers);
  yield* topologyFamilies(store, caller);
  if (collecting !== undefined) yield* collectorFamilies([...collecting.status().sources].filter(({ server }) => seesServer(store, caller, server)));
  yield* processFamilies(voice);
}

async function* measuredFamilies(store: Store, servers: readonly string[]): AsyncGenerator<Family> {
  const measured = await known<string, Metrics>(servers, (id) => store.live.getServer(id).metrics);
  for (const metric of METRIC_NAMES) {
    const lines = await known(measured, ([, metrics]) => metrics[metric] ?? null);
    if (lines.length === 0) continue;
    yield {
      name: `unlimited_cluster_server_${metric}`, type: 'gauge', help: `${metric} as last measured.`,
      lines: mapped(lines, ([[id], value]) => [`{server="${id}"}`, value]),
    };
  }
}

async function* topologyFamilies(store: Store, caller: Caller): AsyncGenerator<Family> {
  const clusters = [...store.clusters.each()].filter(({ id }) => seesCluster(caller, id));
  yield {
    name: 'unlimited_cluster_cluster_health', type: 'gauge', help: `Health of a cluster: ${CLUSTER_HEALTHS.map((health, code) => `${code} ${health}`).join(', ')}.`,
    lines: clusters.map(({ id }) => [`{cluster="${id}"}`, CLUSTER_HEALTHS.indexOf(store.live.clusterHealth(id))]),
  };
  if (caller.access.clusters !== '*') return;
  const connections = store.live.connections.ids();
  yield {
    name: 'unlimited_cluster_connection_status', type: 'gauge', help: `State of a connection: ${CONNECTION_STATUSES.map((status, code) => `${code} ${status}`).join(', ')}.`,
    lines: mapped(connections, (id) => [`{connection="${id}"}`, CONNECTION_STATUSES.indexOf(store.live.getConnection(id).status)]),
  };
  const latencies = await known(connections, (id) => store.live.getConnection(id).latency_ms);
  if (latencies.length > 0) {
    yield {
      name: 'unlimited_cluster_connection_latency_seconds', type: 'gauge', help: 'Time to connect, at the last probe.',
      lines: mapped(latencies, ([id, ms]) => [`{connection="${id}"}`, ms / 1_000]),
    };
  }
  yield* trafficFamilies(await known(connections, (id) => store.live.getConnection(id).traffic));
}

const TRAFFIC_HELP: Readonly<Record<keyof Traffic, string>> = {
  sent_bytes_per_second: 'What a connection carries towards the server that answers, at least, as last measured at the one that asks.',
  received_bytes_per_second: 'What a connection carries from the server that answers, at least, as last measured at the one that asks.',
};

function* trafficFamilies(measured: readonly [id: string, Traffic][]): Generator<Family> {
  if (measured.length === 0) return;
  for (const figure of Object.keys(TRAFFIC_HELP) as (keyof Traffic)[]) {
    yield {
      name: `unlimited_cluster_connection_${figure}`, type: 'gauge', help: TRAFFIC_HELP[figure],
      lines: mapped(measured, ([id, traffic]) => [`{connection="${id}"}`, traffic[figure]]),
    };
  }
}

function* collectorFamilies(reports: readonly SourceReport[]): Generator<Family> {
  const labelsOf = ({ source, server }: SourceReport): string => `{collector="${source}",server="${server}"}`;
  yield {
    name: 'unlimited_cluster_collector_success', type: 'gauge', help: '1 where the last reading of a source succeeded, 0 where it failed.',
    lines: reports.map((report) => [labelsOf(report), Number(report.success)]),
  };
  yield {
    name: 'unlimited_cluster_collector_duration_seconds', type: 'gauge', help: 'How long the last reading of a source took.',
    lines: reports.map((report) => [labelsOf(report), report.duration_seconds]),
  };
}

function* processFamilies({ store, version }: Voice): Generator<Family> {
  const { user, system } = process.cpuUsage();
  const memory = process.memoryUsage();
  const one = (name: string, type: Family['type'], help: string, value: number, labels = ''): Family => ({ name, type, help, lines: [[labels, value]] });
  yield one('unlimited_cluster_build_info', 'gauge', 'The version, as a label.', 1, `{version="${version}"}`);
  yield one('unlimited_cluster_change_number', 'counter', 'Number of the last committed change.', store.feed.number);
  yield one('process_cpu_seconds_total', 'counter', 'Processor time of the daemon.', (user + system) / 1e6);
  yield one('process_resident_memory_bytes', 'gauge', 'Memory of the daemon.', memory.rss);
  yield one('nodejs_heap_size_used_bytes', 'gauge', 'Heap of the daemon in use.', memory.heapUsed);
}

function* mapped<Item>(items: readonly Item[], lineOf: (item: Item) => readonly [string, number]): Generator<readonly [string, number]> {
  for (const item of items) yield lineOf(item);
}
