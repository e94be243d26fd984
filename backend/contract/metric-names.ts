// No imports: the page uses these at run time.

/** Every number a server can have, in the order of the columns that hold them. Units are in the names. */
export const METRIC_NAMES = [
  'cpu_percent', 'memory_percent', 'swap_percent', 'disk_percent', 'disk_free_bytes', 'disk_iops', 'disk_latency_ms',
  'network_rx_bytes_per_second', 'network_tx_bytes_per_second', 'network_percent', 'network_errors_per_second',
  'connections', 'load1', 'queue_length', 'clock_offset_ms', 'uptime_seconds',
] as const;

export type MetricName = (typeof METRIC_NAMES)[number];

/** One number as a collector read it. */
export type Reading = { readonly metric: MetricName; readonly value: number };
