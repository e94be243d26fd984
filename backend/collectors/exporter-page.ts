import type { Metrics } from '../contract/metrics.ts';
import type { Counters, Readings } from '../contract/readings.ts';
import { say } from '../contract/sentence.ts';
import { SentenceError } from '../errors.ts';
import { fullestOf, isPartition, isRealDisk, isRealFileSystem, isRealInterface, usedPercentOf, type Space } from './device-names.ts';
import { familyOf, SeriesCursor, type Family } from './series-cursor.ts';

const BOOT_TIME = familyOf('node_boot_time_seconds');
const CPU = familyOf('node_cpu_seconds_total');
const DISK_READ_TIME = familyOf('node_disk_read_time_seconds_total');
const DISK_READS = familyOf('node_disk_reads_completed_total');
const DISK_WRITE_TIME = familyOf('node_disk_write_time_seconds_total');
const DISK_WRITES = familyOf('node_disk_writes_completed_total');
const SPACE_AVAILABLE = familyOf('node_filesystem_avail_bytes');
const SPACE_FREE = familyOf('node_filesystem_free_bytes');
const SPACE_SIZE = familyOf('node_filesystem_size_bytes');
const LOAD1 = familyOf('node_load1');
const MEMORY_BUFFERS = familyOf('node_memory_Buffers_bytes');
const MEMORY_CACHED = familyOf('node_memory_Cached_bytes');
const MEMORY_AVAILABLE = familyOf('node_memory_MemAvailable_bytes');
const MEMORY_FREE = familyOf('node_memory_MemFree_bytes');
const MEMORY_TOTAL = familyOf('node_memory_MemTotal_bytes');
const SWAP_FREE = familyOf('node_memory_SwapFree_bytes');
const SWAP_TOTAL = familyOf('node_memory_SwapTotal_bytes');
const ESTABLISHED = familyOf('node_netstat_Tcp_CurrEstab');
const RECEIVED = familyOf('node_network_receive_bytes_total');
const RECEIVE_DROPS = familyOf('node_network_receive_drop_total');
const RECEIVE_ERRORS = familyOf('node_network_receive_errs_total');
const SPEED = familyOf('node_network_speed_bytes');
const SENT = familyOf('node_network_transmit_bytes_total');
const SEND_DROPS = familyOf('node_network_transmit_drop_total');
const SEND_ERRORS = familyOf('node_network_transmit_errs_total');
const TIME = familyOf('node_time_seconds');
const CLOCK_OFFSET = familyOf('node_timex_offset_seconds');
const CLOCK_SYNCED = familyOf('node_timex_sync_status');

/**
 * Readings from a page of node_exporter 0.16 or newer (text format 0.0.4). Only the lines that are needed are looked at, in the
 * order in which the exporter writes them: families by name. Other orders are read too, more slowly.
 * `absent` remembers between pages of one exporter which families it does not have. Throws where there is nothing of a machine.
 */
export function parseExporterPage(page: Buffer, absent = new Set<Family>()): Readings {
  const cursor = new SeriesCursor(page, absent);
  const gauges: Metrics = {};
  const bootTime = cursor.value(BOOT_TIME);
  const cpu = cpuOf(cursor);
  const disks = disksOf(cursor);
  addSpace(gauges, cursor);
  set(gauges, 'load1', cursor.value(LOAD1));
  const hasMemory = addMemory(gauges, cursor);
  set(gauges, 'connections', cursor.value(ESTABLISHED));
  const { network, speeds } = networkOf(cursor);
  set(gauges, 'uptime_seconds', Math.max(0, cursor.value(TIME) - bootTime));
  const offset = cursor.value(CLOCK_OFFSET);
  // Without a time source the kernel's offset says nothing.
  if (cursor.value(CLOCK_SYNCED) === 1) set(gauges, 'clock_offset_ms', offset * 1_000);
  if (cpu === null && !hasMemory) throw new SentenceError(say('exporter_stranger'));
  const counters: Counters = { ...(cpu && { cpu }), ...(disks && { disks }), ...(network && { network }) };
  return { gauges, counters, ...(speeds && { speeds }) };
}

function set(gauges: Metrics, name: keyof Metrics, value: number): void {
  if (Number.isFinite(value)) gauges[name] = value;
}

const IDLE_MODES: ReadonlySet<string> = new Set(['idle', 'iowait']);

function cpuOf(cursor: SeriesCursor): Counters['cpu'] | null {
  let busy = 0;
  let total = 0;
  let isThere = false;
  for (let more = cursor.seek(CPU); more; more = cursor.next()) {
    const seconds = cursor.number();
    total += seconds;
    if (!IDLE_MODES.has(cursor.label('mode'))) busy += seconds;
    isThere = true;
  }
  return isThere && Number.isFinite(total) ? { busy, total } : null;
}

/** Adds one family to a column of rows by device; the first family makes the rows. */
function addColumn(cursor: SeriesCursor, family: Family, names: readonly string[], values: number[], width: number, column: number, scale = 1): void {
  let row = 0;
  for (let more = cursor.seek(family); more; more = cursor.next()) {
    const name = cursor.label('device');
    // Families of one exporter list the devices in the same order; those left out stand in between.
    if (names[row] !== name) row = names.indexOf(name);
    if (row < 0) { row = 0; continue; }
    values[row * width + column] = (values[row * width + column] as number) + cursor.number() * scale;
    row += 1;
  }
}

function namesOf(cursor: SeriesCursor, family: Family, isReal: (name: string) => boolean): string[] {
  const names: string[] = [];
  for (let more = cursor.seek(family); more; more = cursor.next()) {
    const name = cursor.label('device');
    if (isReal(name)) names.push(name);
  }
  return names;
}

function disksOf(cursor: SeriesCursor): Counters['disks'] | null {
  const all = namesOf(cursor, DISK_READ_TIME, isRealDisk);
  const names = all.filter((name) => !isPartition(name, all));
  if (names.length === 0) return null;
  const values = new Array<number>(names.length * 2).fill(0);
  addColumn(cursor.rewind(), DISK_READ_TIME, names, values, 2, 1, 1_000);
  addColumn(cursor, DISK_READS, names, values, 2, 0);
  addColumn(cursor, DISK_WRITE_TIME, names, values, 2, 1, 1_000);
  addColumn(cursor, DISK_WRITES, names, values, 2, 0);
  return { names, values };
}

function networkOf(cursor: SeriesCursor): Pick<Counters, 'network'> & Pick<Readings, 'speeds'> {
  const names = namesOf(cursor, RECEIVED, isRealInterface);
  if (names.length === 0) return {};
  const values = new Array<number>(names.length * 3).fill(0);
  addColumn(cursor.rewind(), RECEIVED, names, values, 3, 0);
  addColumn(cursor, RECEIVE_DROPS, names, values, 3, 2);
  addColumn(cursor, RECEIVE_ERRORS, names, values, 3, 2);
  const speeds = speedsOf(cursor);
  addColumn(cursor, SENT, names, values, 3, 1);
  addColumn(cursor, SEND_DROPS, names, values, 3, 2);
  addColumn(cursor, SEND_ERRORS, names, values, 3, 2);
  return { network: { names, values }, speeds };
}

function speedsOf(cursor: SeriesCursor): Record<string, number> {
  const speeds: Record<string, number> = {};
  for (let more = cursor.seek(SPEED); more; more = cursor.next()) {
    const speed = cursor.number();
    if (speed > 0) speeds[cursor.label('device')] = speed;
  }
  return speeds;
}

function addMemory(gauges: Metrics, cursor: SeriesCursor): boolean {
  const buffers = cursor.value(MEMORY_BUFFERS);
  const cached = cursor.value(MEMORY_CACHED);
  const available = cursor.value(MEMORY_AVAILABLE);
  const free = cursor.value(MEMORY_FREE);
  const total = cursor.value(MEMORY_TOTAL);
  const swapFree = cursor.value(SWAP_FREE);
  const swapTotal = cursor.value(SWAP_TOTAL);
  const unused = Number.isFinite(available) ? available : free + buffers + cached;
  if (total > 0 && Number.isFinite(unused)) gauges.memory_percent = Math.min(100, Math.max(0, (1 - unused / total) * 100));
  if (swapTotal > 0) set(gauges, 'swap_percent', (1 - swapFree / swapTotal) * 100);
  return total > 0;
}

function addSpace(gauges: Metrics, cursor: SeriesCursor): void {
  const mounts: string[] = [];
  const spaces: { size: number; free: number; available: number }[] = [];
  for (let more = cursor.seek(SPACE_AVAILABLE); more; more = cursor.next()) {
    if (!isRealFileSystem(cursor.label('fstype'))) continue;
    mounts.push(cursor.label('mountpoint'));
    spaces.push({ size: NaN, free: NaN, available: cursor.number() });
  }
  if (spaces.length === 0) return;
  addSpaceColumn(cursor, SPACE_FREE, mounts, spaces, 'free');
  addSpaceColumn(cursor, SPACE_SIZE, mounts, spaces, 'size');
  const fullest: Space | null = fullestOf(spaces.filter(({ size, free }) => Number.isFinite(size + free)));
  if (fullest === null) return;
  gauges.disk_percent = usedPercentOf(fullest);
  gauges.disk_free_bytes = fullest.available;
}

function addSpaceColumn(cursor: SeriesCursor, family: Family, mounts: readonly string[], spaces: { size: number; free: number }[], column: 'size' | 'free'): void {
  for (let more = cursor.seek(family); more; more = cursor.next()) {
    if (!isRealFileSystem(cursor.label('fstype'))) continue;
    const space = spaces[mounts.indexOf(cursor.label('mountpoint'))];
    if (space !== undefined) space[column] = cursor.number();
  }
}
