import { useLayoutEffect, useRef } from 'preact/hooks';
import { CONNECTION_STATUSES, CONNECTION_TYPES } from '../../backend/contract/statuses.ts';
import { follow } from '../state/follow.ts';
import { bytes, milliseconds, percent, trafficText } from '../state/format.ts';
import type { Hit } from '../state/map-state.ts';
import type { Page } from '../state/page.ts';
import { statusOf } from '../state/states.ts';
import { typeName } from '../state/type-names.ts';
import { many, t } from '../state/words.ts';
import { StateMark } from '../ui/icons/state-mark.tsx';
import { healthOf } from './details/cluster-health.ts';
import { usePage } from './page-context.ts';

const OFFSET = 16;
/** What the pointer is told about. */
const TOLD: ReadonlySet<Hit['kind']> = new Set(['server', 'connection', 'cluster']);

/** Facts about what the pointer is on. Follows the pointer without drawing anything anew. */
export function Tooltip() {
  const page = usePage();
  const element = useRef<HTMLDivElement>(null);
  const hit = page.map.hover.value;
  const isHidden = hit === null || !TOLD.has(hit.kind) || isInPanel(page, hit) || page.map.gesture.value || page.menu.value !== null || page.dialog.value !== null || page.map.connecting.value !== undefined || page.map.shaping.value !== undefined;
  useLayoutEffect(() => {
    const place = ({ x, y }: { x: number; y: number }): void => {
      const tip = element.current;
      if (tip === null) return;
      const { width, height } = page.map.size.peek();
      const left = x + OFFSET + tip.offsetWidth > width - 8 ? x - OFFSET - tip.offsetWidth : x + OFFSET;
      const top = y + OFFSET + tip.offsetHeight > height - 8 ? y - OFFSET - tip.offsetHeight : y + OFFSET;
      tip.style.transform = `translate(${Math.max(8, left)}px, ${Math.max(8, top)}px)`;
    };
    place(page.pointer);
    const onMove = (event: PointerEvent): void => place({ x: event.clientX, y: event.clientY });
    addEventListener('pointermove', onMove, { passive: true });
    return () => removeEventListener('pointermove', onMove);
  }, [hit, isHidden]);
  if (isHidden) return null;
  return <div class="island tooltip" role="tooltip" ref={element}><Facts hit={hit} /></div>;
}

/** The panel beside the map says it all already. */
function isInPanel(page: Page, hit: Hit): boolean {
  const servers = page.selection.servers.value;
  const item = page.selection.item.value;
  if (hit.kind === 'connection') return item?.kind === 'connection' && page.world?.connectionIndexOf(item.id) === hit.index;
  return hit.kind === 'server' && page.hasPanel.value && !page.isPanelClosed.value && servers.size === 1 && servers.has(hit.index);
}

function Facts({ hit }: { readonly hit: Hit }) {
  const page = usePage();
  follow(page.map.live, page.map.shape);
  if (hit.kind === 'server') return <ServerFacts page={page} server={hit.index} />;
  if (hit.kind === 'network') return <NetworkFacts page={page} network={hit.index} />;
  return hit.kind === 'connection' ? <ConnectionFacts page={page} row={hit.index} /> : <ClusterFacts page={page} cluster={hit.index} />;
}

type Row = readonly [label: string, value: string];

function Card({ title, state, rows }: { readonly title: string; readonly state: preact.ComponentChild; readonly rows: readonly Row[] }) {
  return (
    <>
      <div class="tooltip__head"><span>{title}</span>{state}</div>
      <dl class="tooltip__facts">{rows.filter(([, value]) => value !== '').map(([label, value]) => [<dt key={label}>{label}</dt>, <dd key={`${label}-v`}>{value}</dd>])}</dl>
    </>
  );
}

function ServerFacts({ page, server }: { readonly page: Page; readonly server: number }) {
  follow(page.samples.version);
  const world = page.world;
  if (!world?.has(server)) return null;
  const known = page.samples.latest(world.idOf(server));
  const whole = (value: number | undefined, column: number | undefined): string => (value !== undefined ? percent(value) : column === undefined || column === 255 ? '' : percent(column));
  const { cpu, memory, disk } = world.servers;
  const rx = known?.network_rx_bytes_per_second;
  const tx = known?.network_tx_bytes_per_second;
  const status = statusOf(world, server);
  return (
    <Card
      title={world.nameOf(server)} state={<StateMark state={status} label={t(`state_${status}`)} />}
      rows={[
        [t('type'), typeName(world.typeOf(server))], [t('ip'), world.ipOf(server)], [t('region'), world.regionOf(server)],
        [t('cpu'), whole(known?.cpu_percent, cpu[server])], [t('memory'), whole(known?.memory_percent, memory[server])], [t('disk'), whole(known?.disk_percent, disk[server])],
        [t('network'), rx === undefined && tx === undefined ? '' : `↓ ${bytes(rx ?? 0)}/s  ↑ ${bytes(tx ?? 0)}/s`],
      ]}
    />
  );
}

function ConnectionFacts({ page, row }: { readonly page: Page; readonly row: number }) {
  const world = page.world;
  if (world === null) return null;
  const { from, to, type, status, latency } = world.connections;
  const state = CONNECTION_STATUSES[status[row] ?? 0] ?? 'unknown';
  const ms = latency[row] ?? NaN;
  const traffic = world.links.trafficOf(row);
  return (
    <Card
      title={`${world.nameOf(from[row] ?? 0)} → ${world.nameOf(to[row] ?? 0)}`} state={<StateMark state={state} label={t(`state_${state}`)} />}
      rows={[[t('type'), t(`connection_${CONNECTION_TYPES[type[row] ?? 0] ?? 'standard'}`)], [t('latency'), Number.isNaN(ms) ? t('not_known') : milliseconds(ms)], [t('traffic'), traffic === null ? '' : trafficText(traffic)], [t('label'), [world.connectionLabel(row), ...world.links.dressOf(row)?.style?.labels?.map(({ text }) => text) ?? []].filter((text) => text !== '').join(' · ')]]}
    />
  );
}

function ClusterFacts({ page, cluster }: { readonly page: Page; readonly cluster: number }) {
  const world = page.world;
  const row = world?.clusters[cluster];
  if (world === null || row === undefined) return null;
  const health = healthOf(row);
  return <Card title={row.name} state={<StateMark state={health} label={t(`health_${health}`)} />} rows={[[t('members'), many('servers', row.members.length)]]} />;
}

function NetworkFacts({ page, network }: { readonly page: Page; readonly network: number }) {
  const networks = page.world?.networks;
  const row = networks?.rows[network];
  if (networks === undefined || row === undefined) return null;
  return <Card title={row.name} state={t(`network_mode_${row.mode}`)} rows={[[t('cidr'), row.cidr], [t('vlan'), row.vlan === null ? '' : String(row.vlan)], [t('members'), many('servers', networks.sizeOf(network))]]} />;
}
