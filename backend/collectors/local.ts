import { readFile, statfs } from 'node:fs/promises';
import { cpus, hostname, loadavg, uptime as uptimeSeconds } from 'node:os';
import si from 'systeminformation';
import type { Metrics } from '../contract/metrics.ts';
import type { Readings } from '../contract/readings.ts';
import { say } from '../contract/sentence.ts';
import { SentenceError } from '../errors.ts';
import type { Collector, Reader, Sense } from './collector.ts';
import { fullestOf, isRealFileSystem, usedPercentOf, type Space } from './device-names.ts';
import { cpu } from './senses/cpu.ts';
import { disks } from './senses/disks.ts';
import { load } from './senses/load.ts';
import { network } from './senses/network.ts';
import { readingsOf } from './senses/readings.ts';
import { tcp } from './senses/tcp.ts';
import { uptime } from './senses/uptime.ts';

/**
 * Reads the machine the daemon runs on. Memory, speed of links and the name of the system come from systeminformation; the rest from
 * the files the other senses read too, because `currentLoad`, `fsSize` and `networkStats` run programs, some of them while the daemon waits.
 */
export const local: Collector = {
  kind: 'local',
  deadlineMs: 5_000,
  open: () => new LocalReader(),
};

const SENSES: readonly Sense[] = [cpu, load, uptime, disks, network, tcp];
const PERCENT = 100;

class LocalReader implements Reader {
  #isOnceAsked = false;
  #known: Pick<Readings, 'facts' | 'speeds'> = {};
  /** A file system that hangs holds a thread: it is not asked again until it answered. */
  #isSpaceAsked = false;
  #isClosed = false;
  #space: Metrics = {};

  async read(deadlineMs: number): Promise<Readings> {
    // Slow to find out and the same for ever: asked once, and never waited for.
    if (!this.#isOnceAsked) void this.#askOnce();
    void this.#askSpace();
    const [sections, memory] = await withDeadline(Promise.all([
      Promise.all(SENSES.map(async (sense) => [sense, sense.file === undefined ? '' : await readFile(sense.file, 'latin1').catch(() => '')] as const)),
      si.mem(),
    ]), deadlineMs);
    const { readings } = readingsOf(sections);
    return {
      ...this.#known,
      gauges: { ...elsewhereGauges(readings), ...readings.gauges, ...memoryOf(memory), ...this.#space },
      counters: { ...(readings.counters.cpu === undefined && { cpu: ticksOf() }), ...readings.counters },
    };
  }

  close(): void {
    this.#isClosed = true;
  }

  async #askOnce(): Promise<void> {
    this.#isOnceAsked = true;
    // Without it, names and speeds are not known; nothing else is missing.
    this.#known = await onceOf().catch(() => ({}));
  }

  async #askSpace(): Promise<void> {
    if (this.#isSpaceAsked || this.#isClosed) {
      this.#space = {};
      return;
    }
    this.#isSpaceAsked = true;
    const fullest = fullestOf(await spaces());
    this.#space = fullest === null ? {} : { disk_percent: usedPercentOf(fullest), disk_free_bytes: fullest.available };
    this.#isSpaceAsked = false;
  }
}

function memoryOf({ total, available, swaptotal, swapfree }: si.Systeminformation.MemData): Metrics {
  if (!(total > 0)) return {};
  const gauges: Metrics = { memory_percent: Math.min(PERCENT, Math.max(0, (1 - available / total) * PERCENT)) };
  if (swaptotal > 0) gauges.swap_percent = (1 - swapfree / swaptotal) * PERCENT;
  return gauges;
}

/** What systems without /proc say. */
function elsewhereGauges(readings: Readings): Metrics {
  if (readings.gauges.uptime_seconds !== undefined) return {};
  return { uptime_seconds: uptimeSeconds(), load1: loadavg()[0] ?? 0 };
}

function ticksOf(): { busy: number; total: number } {
  let busy = 0;
  let idle = 0;
  for (const { times } of cpus()) {
    busy += times.user + times.nice + times.sys + times.irq;
    idle += times.idle;
  }
  return { busy, total: busy + idle };
}

/** Space of every real file system, by statfs(2) of what /proc/mounts lists; elsewhere of the root. */
async function spaces(): Promise<Space[]> {
  const table = await readFile('/proc/mounts', 'utf8').catch(() => 'root / unknown');
  const mounts = table.split('\n').map((line) => line.split(' ')).filter(([, mount = '', type = '']) => mount.startsWith('/') && isRealFileSystem(type));
  const found: Space[] = [];
  for (const [, mount = ''] of mounts) {
    const path = mount.replace(/\\([0-7]{3})/g, (_, octal: string) => String.fromCharCode(parseInt(octal, 8)));
    // A mount can be hidden by another or forbidden to this user.
    const space = await statfs(path).catch(() => null);
    if (space !== null) found.push({ size: space.blocks * space.bsize, free: space.bfree * space.bsize, available: space.bavail * space.bsize });
  }
  return found;
}

async function onceOf(): Promise<Pick<Readings, 'facts' | 'speeds'>> {
  const [system, interfaces] = await Promise.all([si.osInfo(), si.networkInterfaces()]);
  const speeds: Record<string, number> = {};
  for (const { iface, speed } of Array.isArray(interfaces) ? interfaces : [interfaces]) {
    if (typeof speed === 'number' && speed > 0) speeds[iface] = speed * 125_000;
  }
  return { facts: { hostname: hostname(), os: `${system.distro} ${system.release}`.trim(), kernel: system.kernel }, speeds };
}

function withDeadline<T>(work: Promise<T>, deadlineMs: number): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new SentenceError(say('local_late', { seconds: deadlineMs / 1_000 }))), deadlineMs);
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
