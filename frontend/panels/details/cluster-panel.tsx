import { edit, remove } from '../../interaction/commands/edit-commands.ts';
import { focusSelection } from '../../interaction/commands/view-commands.ts';
import { follow } from '../../state/follow.ts';
import { worstFirst } from '../../state/problems.ts';
import { many, t } from '../../state/words.ts';
import { Button } from '../../ui/button.tsx';
import { StateMark } from '../../ui/icons/state-mark.tsx';
import { CommandButton } from '../command-button.tsx';
import { usePage } from '../page-context.ts';
import { healthOf } from './cluster-health.ts';
import { Facts, PanelFrame, Section } from './panel-frame.tsx';
import { ServerRows } from './server-rows.tsx';

/** One cluster: its health and its members, those in trouble first. */
export function ClusterPanel({ id }: { readonly id: string }) {
  const page = usePage();
  follow(page.map.live, page.map.shape);
  const world = page.map.world.value;
  const place = world?.clusterIndexOf(id) ?? -1;
  const row = world?.clusters[place];
  if (world === null || row === undefined) return null;
  const health = healthOf(row);
  const members = worstFirst(world, row.members);
  return (
    <PanelFrame
      title={row.name} name="cluster" onClose={() => page.selection.clear()}
      sub={<><StateMark state={health} label={t(`health_${health}`)} badge /><span class="swatch" style={{ background: row.color }} /><span>{many('servers', members.length)}</span></>}
      actions={<><CommandButton command={edit} /><CommandButton command={focusSelection} iconOnly /><Button label={t('select_members')} icon="select_all" iconOnly onClick={() => page.selection.set(members)} /><CommandButton command={remove} kind="danger" iconOnly /></>}
    >
      <Section title={t('details')}><Facts facts={[[t('id'), <span class="mono" key="id">{id}</span>], [t('auto_connect'), row.autoConnect ? t('yes') : t('no')]]} /></Section>
      <Section title={t('members')}><ServerRows servers={members} /></Section>
    </PanelFrame>
  );
}
