import { edit, remove } from '../../interaction/commands/edit-commands.ts';
import { focusSelection } from '../../interaction/commands/view-commands.ts';
import { follow } from '../../state/follow.ts';
import { worstFirst } from '../../state/problems.ts';
import { many, number, t } from '../../state/words.ts';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icons/icon.tsx';
import { CommandButton } from '../command-button.tsx';
import { usePage } from '../page-context.ts';
import { Facts, PanelFrame, Section } from './panel-frame.tsx';
import { ServerRows } from './server-rows.tsx';
import { useClashes } from './use-clashes.ts';

const NAMED = 8;
const SHOWN = 20;

/** One network: its range, what is wrong with the addresses in it, and its members, those in trouble first. */
export function NetworkPanel({ id }: { readonly id: string }) {
  const page = usePage();
  follow(page.map.live, page.map.shape);
  const world = page.map.world.value;
  const place = world?.networks.indexOf(id) ?? -1;
  const row = world?.networks.rows[place];
  if (world === null || row === undefined) return null;
  const members = worstFirst(world, world.networks.membersOf(place));
  return (
    <PanelFrame
      title={row.name} name="network" onClose={() => page.selection.clear()}
      sub={<><span class={`swatch swatch--network swatch--${row.mode}`} /><span>{t(`network_mode_${row.mode}`)}</span>{row.cidr === '' ? null : <span class="mono">{row.cidr}</span>}<span>{many('servers', members.length)}</span></>}
      actions={<><CommandButton command={edit} /><CommandButton command={focusSelection} iconOnly /><Button label={t('select_members')} icon="select_all" iconOnly disabled={members.length === 0} onClick={() => page.selection.set(members)} /><CommandButton command={remove} kind="danger" iconOnly /></>}
    >
      <Clashes id={id} />
      <Section title={t('details')}>
        <Facts
          facts={[
            [t('id'), <span class="mono" key="id">{id}</span>], [t('cidr'), row.cidr], [t('mode'), t(`network_mode_${row.mode}`)], [t('vlan'), row.vlan === null ? '' : String(row.vlan)],
            [t('gateway'), row.gateway], [t('dhcp_range'), row.dhcp_range],
          ]}
        />
      </Section>
      <Section title={t('members')}>{members.length === 0 ? <p class="soft">{t('network_empty')}</p> : <ServerRows servers={members} />}</Section>
    </PanelFrame>
  );
}

function Clashes({ id }: { readonly id: string }) {
  const { world } = usePage();
  const clashes = useClashes(id);
  if (world === null || clashes === null || clashes.total === 0) return null;
  const nameOf = (server: string): string => (world.indexOf(server) < 0 ? server : world.nameOf(world.indexOf(server)));
  return (
    <Section title={`${t('clashes')} · ${number(clashes.total)}`}>
      {clashes.items.slice(0, SHOWN).map(({ kind, ip, servers }) => {
        const names = servers.slice(0, NAMED).map(nameOf).join(', ') + (servers.length > NAMED ? ', …' : '');
        return <p class="problem" key={`${kind} ${ip} ${names}`} data-clash={kind}><Icon name="problems" /><span>{t(`clash_${kind}`, ip, names)}</span></p>;
      })}
      {clashes.total > SHOWN ? <p class="soft">{many('more_rows', clashes.total - Math.min(SHOWN, clashes.items.length))}</p> : null}
    </Section>
  );
}
