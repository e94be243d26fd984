import type { MetricName } from '../../../backend/contract/metric-names.ts';
import { bytes, metricText, percent } from '../../state/format.ts';
import type { Recent } from '../../state/samples.ts';
import { t } from '../../state/words.ts';
import { Sparkline } from '../../ui/sparkline.tsx';
import { usePage } from '../page-context.ts';

/** The four numbers everybody asks for, with their last values as lines. */
export function Gauges({ id }: { readonly id: string }) {
  const recent = usePage().samples.recent(id).value;
  const rx = lastOf(recent, 'network_rx_bytes_per_second');
  const tx = lastOf(recent, 'network_tx_bytes_per_second');
  return (
    <div class="gauges">
      <PercentGauge recent={recent} name="cpu_percent" label={t('cpu')} />
      <PercentGauge recent={recent} name="memory_percent" label={t('memory')} />
      <PercentGauge recent={recent} name="disk_percent" label={t('disk')} />
      <div class="gauge" data-gauge="network">
        <div class="gauge__head">{t('network')}<span class="gauge__value">{rx === null && tx === null ? '–' : `${bytes((rx ?? 0) + (tx ?? 0))}/s`}</span></div>
        <Sparkline values={sumOf(recent)} label={t('network')} />
      </div>
    </div>
  );
}

function PercentGauge({ recent, name, label }: { readonly recent: Recent; readonly name: MetricName; readonly label: string }) {
  const value = lastOf(recent, name);
  return (
    <div class="gauge" data-gauge={name}>
      <div class="gauge__head">{label}<span class="gauge__value">{value === null ? '–' : percent(value)}</span></div>
      <Sparkline values={recent.columns[name] ?? []} top={100} label={label} />
    </div>
  );
}

const MORE: readonly MetricName[] = [
  'network_rx_bytes_per_second', 'network_tx_bytes_per_second', 'network_percent', 'network_errors_per_second', 'load1', 'swap_percent',
  'disk_free_bytes', 'disk_iops', 'disk_latency_ms', 'connections', 'queue_length', 'clock_offset_ms', 'uptime_seconds',
];

/** All other numbers that are known, as name and text. */
export function moreFacts(recent: Recent): (readonly [string, string])[] {
  return MORE.flatMap((name) => {
    const value = lastOf(recent, name);
    return value === null ? [] : [[t(`metric_${name}`), metricText(name, value)] as const];
  });
}

/** The newest value, unless the last sample did not have it. */
const lastOf = (recent: Recent, name: MetricName): number | null => recent.columns[name]?.at(-1) ?? null;

function sumOf({ columns }: Recent): (number | null)[] {
  const rx = columns.network_rx_bytes_per_second ?? [];
  const tx = columns.network_tx_bytes_per_second ?? [];
  return rx.map((value, index) => (value === null ? null : value + (tx[index] ?? 0)));
}
