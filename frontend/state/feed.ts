import { signal, type Signal } from '@preact/signals';
import type { Change } from '../../backend/contract/change.ts';
import type { LiveFrame, StatusFrame } from '../../backend/contract/live-frame.ts';
import type { Metrics } from '../../backend/contract/metrics.ts';
import { CONNECTION_STATUSES, SERVER_STATUSES } from '../../backend/contract/statuses.ts';
import type { LiveFeed, LiveState } from '../../backend/sdk/live-feed.ts';
import { NOT_KNOWN } from '../scene/server-columns.ts';
import { World } from '../scene/world.ts';
import { announceStates } from './announcer.ts';
import { isExpired, sentenceOf } from './api.ts';
import { nowMs } from './clock.ts';
import type { Page } from './page.ts';
import { statusOf } from './states.ts';

/** How the page stands to the daemon. */
export type LinkState =
  | { readonly kind: 'loading' }
  | { readonly kind: 'live' }
  | { readonly kind: 'lost'; readonly sinceMs: number }
  | { readonly kind: 'expired' }
  | { readonly kind: 'failed'; readonly sentence: string };

export const createLink = (): Signal<LinkState> => signal<LinkState>({ kind: 'loading' });

type Start = { readonly epoch: string; readonly number: number; readonly revision: number };
type SamplesFrame = Extract<LiveFrame, { type: 'samples' }>;

const RETRY_SNAPSHOT_MS = 2_000;
const TROUBLE: ReadonlySet<string> = new Set(['inactive', 'warning']);

/**
 * The only subscriber of the live feed: takes a snapshot, then every change in order, states and numbers as they come.
 * Where the feed cannot go on, a new snapshot is taken; what was selected stays selected.
 */
export class Feed {
  readonly #page: Page;
  readonly #onDirty: (servers: Iterable<number> | 'all') => void;
  readonly #onTrouble: (servers: readonly number[]) => void;
  #live: LiveFeed | null = null;
  #loading: Promise<Start | null> | null = null;

  /** `onDirty`: these look different now. `onTrouble`: these just became inactive or warning; never what a snapshot tells. */
  constructor(page: Page, onDirty: (servers: Iterable<number> | 'all') => void, onTrouble: (servers: readonly number[]) => void) {
    this.#page = page;
    this.#onDirty = onDirty;
    this.#onTrouble = onTrouble;
  }

  async start(): Promise<void> {
    this.#page.renew = () => this.#startAnew();
    const from = await this.#snapshot();
    if (from === null) return;
    this.#live = this.#page.api.client.live({
      from,
      onChange: (change) => this.#apply(change),
      onReset: () => void this.#startAnew(),
      onStatus: (frame) => this.#applyStates(frame),
      onSamples: (frame) => this.#page.pace.take(frame),
      onState: (state) => this.#tell(state),
    });
    this.#page.pace.start((frame) => this.#applySamples(frame));
    addEventListener('pagehide', () => this.#live?.close());
    // Back from the browser's own cache the page lives on.
    addEventListener('pageshow', (event) => { if (event.persisted) this.#live?.open(); });
    addEventListener('online', () => this.#live?.open());
  }

  watch(ids: readonly string[]): void {
    this.#live?.watch(ids);
  }

  #tell(state: LiveState): void {
    const { link } = this.#page;
    if (state === 'open') link.value = { kind: 'live' };
    else if (state === 'expired') link.value = { kind: 'expired' };
    else if (state === 'waiting') {
      if (link.peek().kind === 'live') link.value = { kind: 'lost', sinceMs: nowMs() };
      void this.#askWhy();
    }
  }

  /** A refused upgrade tells a page nothing; a request tells whether the login is over. */
  async #askWhy(): Promise<void> {
    try {
      await this.#page.api.get('servers?limit=1');
    } catch (error) {
      if (isExpired(error)) this.#live?.close();
    }
  }

  async #startAnew(): Promise<void> {
    const from = await this.#snapshot();
    if (from !== null) this.#live?.continueFrom(from);
  }

  /** One at a time: whoever asks while one is under way waits for that one. */
  #snapshot(): Promise<Start | null> {
    this.#loading ??= this.#load().finally(() => void (this.#loading = null));
    return this.#loading;
  }

  /** Tries until it succeeds; null where the login is over. */
  async #load(): Promise<Start | null> {
    for (;;) {
      try {
        const topology = await this.#page.api.call((client) => client.topology());
        const lens = this.#page.lens.peek();
        const seen = lens === null ? topology : await lens.topology(topology);
        // Meanwhile another view may have been opened.
        if (lens !== this.#page.lens.peek()) continue;
        this.#show(World.from(seen));
        return topology.header;
      } catch (error) {
        if (isExpired(error)) return null;
        if (this.#page.world === null) this.#page.link.value = { kind: 'failed', sentence: sentenceOf(error) };
        await new Promise((resolve) => setTimeout(resolve, RETRY_SNAPSHOT_MS));
      }
    }
  }

  #show(world: World): void {
    const { map, selection, link } = this.#page;
    const before = map.world.peek();
    if (before !== null) selection.carryOver(before, world);
    this.#page.since.clear();
    map.hover.value = null;
    map.moving.value = undefined;
    map.world.value = world;
    map.shape.value += 1;
    map.live.value += 1;
    this.#onDirty('all');
    if (link.peek().kind === 'loading' || link.peek().kind === 'failed') link.value = { kind: 'live' };
  }

  #apply(change: Change): void {
    const { by, rows } = change;
    const { authors, map, selection, details, session, undoing, world } = this.#page;
    authors.note(change);
    if (by === session.user) undoing.refreshSoon();
    // While a snapshot is fetched, changes flow on; the feed sends again what the snapshot does not have.
    if (rows === null) return void this.#startAnew();
    if (world === null || this.#loading !== null) return;
    const lens = this.#page.lens.peek();
    const heard = lens === null ? rows : lens.hear(world, rows);
    if (heard === null) return void this.#startAnew();
    const delta = world.apply(heard);
    if (delta.removed.length > 0 || delta.others) selection.forgetRemoved(world);
    const hover = map.hover.peek();
    if (hover !== null && (hover.kind !== 'server' || !world.has(hover.index))) map.hover.value = null;
    map.moving.value = undefined;
    details.apply(rows);
    map.shape.value += 1;
    this.#onDirty(delta.servers);
  }

  #applyStates(frame: StatusFrame): void {
    const world = this.#page.world;
    if (world === null) return;
    const dirty: number[] = [];
    for (const [id, status] of Object.entries(frame.servers ?? {})) {
      const server = world.indexOf(id);
      if (server < 0 || !world.setStatus(server, SERVER_STATUSES.indexOf(status))) continue;
      dirty.push(server);
      this.#page.since.set(server, nowMs());
    }
    for (const [id, { status, latency_ms, traffic }] of Object.entries(frame.connections ?? {})) {
      const row = world.connectionIndexOf(id);
      if (row >= 0) world.setConnection(row, CONNECTION_STATUSES.indexOf(status), latency_ms ?? NaN, traffic);
    }
    for (const [id, health] of Object.entries(frame.clusters ?? {})) {
      const cluster = world.clusterIndexOf(id);
      if (cluster >= 0) world.setClusterHealth(cluster, health);
    }
    this.#page.map.live.value += 1;
    this.#onDirty(dirty);
    this.#onTrouble(dirty.filter((server) => TROUBLE.has(statusOf(world, server))));
    announceStates(this.#page, dirty);
    const shown = this.#page.details.server.peek();
    if (shown !== null && dirty.includes(world.indexOf(shown.id))) void this.#page.details.refresh();
  }

  #applySamples(frame: SamplesFrame): void {
    const world = this.#page.world;
    if (world === null) return;
    const dirty: number[] = [];
    for (const [id, metrics] of Object.entries(frame.servers)) {
      const server = world.indexOf(id);
      if (server >= 0 && world.setMetrics(server, whole(metrics.cpu_percent), whole(metrics.memory_percent), whole(metrics.disk_percent), trafficOf(metrics))) dirty.push(server);
    }
    this.#page.samples.add(frame.at, frame.servers);
    this.#onDirty(dirty);
  }
}

const whole = (percent: number | undefined): number => (percent === undefined ? NOT_KNOWN : Math.min(100, Math.max(0, Math.round(percent))));

/** Traffic where the speed of the link is not known: from a kilobyte to a gigabyte per second, each power of ten as much; never as high as what is called high. */
const TRAFFIC_MOST = 84;
/** It never rests, and its bar is small: less than so many percent is no reason to paint a server anew. */
const TRAFFIC_STEP = 5;

/** Whole percent of the network, as its bar shows it; 255 = not known. */
function trafficOf({ network_percent: percent, network_rx_bytes_per_second: received, network_tx_bytes_per_second: sent }: Metrics): number {
  if (percent === undefined && received === undefined && sent === undefined) return NOT_KNOWN;
  const share = percent ?? (Math.log10(Math.max(1, ((received ?? 0) + (sent ?? 0)) / 1_000)) / 6) * TRAFFIC_MOST;
  return whole(Math.round(share / TRAFFIC_STEP) * TRAFFIC_STEP);
}
