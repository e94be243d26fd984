import { Type, type Static, type TNumber, type TOptional } from '@sinclair/typebox';
import { METRIC_NAMES, type MetricName } from './metric-names.ts';

const PERCENT = { minimum: 0, maximum: 100 };
const meanings: Record<MetricName, [description: string, options?: object]> = {
  cpu_percent: ['Time not idle and not waiting for I/O, all CPUs together.', PERCENT],
  memory_percent: ['Memory not available to programs.', PERCENT],
  swap_percent: ['Swap in use.', PERCENT],
  disk_percent: ['Space used on the fullest real file system.', PERCENT],
  disk_free_bytes: ['Space left on the same file system.', { minimum: 0 }],
  disk_iops: ['Reads and writes completed per second, all disks.', { minimum: 0 }],
  disk_latency_ms: ['Mean time of one read or write.', { minimum: 0 }],
  network_rx_bytes_per_second: ['Received, all real interfaces.', { minimum: 0 }],
  network_tx_bytes_per_second: ['Sent, all real interfaces.', { minimum: 0 }],
  network_percent: ['The busier direction against the speed of the link.', { minimum: 0 }],
  network_errors_per_second: ['Errors and drops, both directions.', { minimum: 0 }],
  connections: ['Established TCP connections.', { minimum: 0 }],
  load1: ['Load average over one minute, in runnable tasks.', { minimum: 0 }],
  queue_length: ['Requests or messages waiting.', { minimum: 0 }],
  clock_offset_ms: ['Clock of the server against its time source.'],
  uptime_seconds: ['Time since boot.', { minimum: 0 }],
};

const properties = Object.fromEntries(METRIC_NAMES.map((name) => {
  const [description, options] = meanings[name];
  return [name, Type.Optional(Type.Number({ ...options, description }))];
})) as Record<MetricName, TOptional<TNumber>>;

/** What is known of a server now: only measured values, units in the names. */
export const MetricsSchema = Type.Object(properties, { $id: 'Metrics', additionalProperties: false });
export type Metrics = Static<typeof MetricsSchema>;
