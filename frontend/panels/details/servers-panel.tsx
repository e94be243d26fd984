import { SERVER_STATUSES } from '../../../backend/contract/statuses.ts';
import { ALIGNMENTS, lock } from '../../interaction/commands/arrange-commands.ts';
import { connectSelected, edit, maintenance, makeCluster, poll, remove } from '../../interaction/commands/edit-commands.ts';
import { follow } from '../../state/follow.ts';
import { statusOf } from '../../state/states.ts';
import { typeName } from '../../state/type-names.ts';
import { many, number, t } from '../../state/words.ts';
import { StateMark } from '../../ui/icons/state-mark.tsx';
import { CommandButton } from '../command-button.tsx';
import { usePage } from '../page-context.ts';
import { PanelFrame, Section } from './panel-frame.tsx';
import { ServerRows } from './server-rows.tsx';

/** Several servers: how they are, what they are, and what can be done with all of them. */
export function ServersPanel() {
  const page = usePage();
  follow(page.map.live, page.map.shape);
  const world = page.map.world.value;
  const servers = [...page.selection.servers.value];
  if (world === null) return null;
  const states = SERVER_STATUSES.map((status) => ({ status, count: servers.filter((server) => statusOf(world, server) === status).length })).filter(({ count }) => count > 0);
  const types = new Map<number, number>();
  for (const server of servers) types.set(world.servers.type[server] ?? 0, (types.get(world.servers.type[server] ?? 0) ?? 0) + 1);
  return (
    <PanelFrame
      title={many('selected', page.selection.size.value)} name="servers" onClose={() => (page.map.isNarrow.peek() ? page.selection.clear() : void (page.isPanelClosed.value = true))}
      actions={page.mayEdit ? <><CommandButton command={connectSelected} kind="primary" /><CommandButton command={makeCluster} /><CommandButton command={edit} iconOnly /><CommandButton command={maintenance} iconOnly /><CommandButton command={poll} iconOnly /><CommandButton command={remove} kind="danger" iconOnly /></> : undefined}
    >
      {page.mayEdit ? <Section title={t('align')}><div class="align" role="toolbar" aria-label={t('align')}>{ALIGNMENTS.map((command) => <CommandButton key={command.id} command={command} iconOnly />)}<CommandButton command={lock} iconOnly /></div></Section> : null}
      <Section title={t('states')}>
        <div class="bars">{states.map(({ status, count }) => <div class="bars__row" key={status}><StateMark state={status} label={t(`state_${status}`)} /><b>{number(count)}</b></div>)}</div>
      </Section>
      <Section title={t('types')}>
        <div class="bars">
          {[...types].sort((a, b) => b[1] - a[1]).slice(0, 12).map(([type, count]) => (
            <div class="bars__row" key={type}><span class="state"><span class="swatch" style={{ background: world.types[type]?.color }} />{typeName(world.types[type])}</span><b>{number(count)}</b></div>
          ))}
        </div>
      </Section>
      <Section title={t('servers_title')}><ServerRows servers={servers} onChoose={(server) => page.selection.set([server])} /></Section>
    </PanelFrame>
  );
}
