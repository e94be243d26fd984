import { CONNECTION_STATUSES, CONNECTION_TYPES } from '../../../backend/contract/statuses.ts';
import { edit, reconnect, remove, reverse } from '../../interaction/commands/edit-commands.ts';
import { focusSelection } from '../../interaction/commands/view-commands.ts';
import { follow } from '../../state/follow.ts';
import { milliseconds, trafficText } from '../../state/format.ts';
import { t } from '../../state/words.ts';
import { StateMark } from '../../ui/icons/state-mark.tsx';
import { CommandButton } from '../command-button.tsx';
import { usePage } from '../page-context.ts';
import { Connections } from './connection-rows.tsx';
import { Facts, PanelFrame, Section } from './panel-frame.tsx';
import { ServerRows } from './server-rows.tsx';
import { useConnection } from './use-connection.ts';

/** One connection: its state and latency, and the two servers it joins. */
export function ConnectionPanel({ id }: { readonly id: string }) {
  const page = usePage();
  follow(page.map.live, page.map.shape);
  const details = useConnection(id);
  const world = page.map.world.value;
  const row = world?.connectionIndexOf(id) ?? -1;
  if (world === null || row < 0) return null;
  const { from, to, type, status, latency } = world.connections;
  const state = CONNECTION_STATUSES[status[row] ?? 0] ?? 'unknown';
  const ms = latency[row] ?? NaN;
  const traffic = world.links.trafficOf(row);
  const [source, target] = [from[row] ?? 0, to[row] ?? 0];
  return (
    <PanelFrame
      title={`${world.nameOf(source)} → ${world.nameOf(target)}`} name="connection" onClose={() => page.selection.clear()}
      sub={<><StateMark state={state} label={t(`state_${state}`)} badge /><span>{t(`connection_${CONNECTION_TYPES[type[row] ?? 0] ?? 'standard'}`)}</span></>}
      actions={<><CommandButton command={edit} /><CommandButton command={reverse} iconOnly /><CommandButton command={reconnect} iconOnly /><CommandButton command={focusSelection} iconOnly /><CommandButton command={remove} kind="danger" iconOnly /></>}
    >
      <Section title={t('details')}>
        <Facts
          facts={[
            [t('latency'), Number.isNaN(ms) ? t('not_known') : milliseconds(ms)], [t('traffic'), traffic === null ? t('traffic_not_measured') : trafficText(traffic)], [t('label'), details?.label ?? world.connectionLabel(row)],
            [t('probed_from'), details?.probed_from === 'daemon' ? t('probed_from_daemon') : details?.probed_from ?? ''], [t('cluster'), details?.cluster ?? ''], [t('id'), <span class="mono" key="id">{id}</span>],
          ]}
        />
      </Section>
      <Parallels row={row} />
      <Section title={t('servers_title')}><ServerRows servers={[source, target]} /></Section>
    </PanelFrame>
  );
}

/** The other connections between the same two servers, which run beside it. */
function Parallels({ row }: { readonly row: number }) {
  const world = usePage().map.world.value;
  const { from, to } = world?.connections ?? { from: [], to: [] };
  const ends = [from[row], to[row]];
  const others = world?.connectionsOf(ends[0] ?? -1).filter((other) => other !== row && ends.includes(from[other]) && ends.includes(to[other])) ?? [];
  return others.length === 0 ? null : <Section title={t('parallels')}><Connections of={ends[0] ?? -1} rows={others} /></Section>;
}
