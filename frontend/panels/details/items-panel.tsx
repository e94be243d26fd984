import { CONNECTION_STATUSES, CONNECTION_TYPES } from '../../../backend/contract/statuses.ts';
import { bringToFront, sendToBack } from '../../interaction/commands/arrange-commands.ts';
import { edit, remove } from '../../interaction/commands/edit-commands.ts';
import { focusSelection } from '../../interaction/commands/view-commands.ts';
import { follow } from '../../state/follow.ts';
import { many, t } from '../../state/words.ts';
import { Icon } from '../../ui/icons/icon.tsx';
import { StateMark } from '../../ui/icons/state-mark.tsx';
import { CommandButton } from '../command-button.tsx';
import { usePage } from '../page-context.ts';
import { PanelFrame, Section } from './panel-frame.tsx';

const SHOWN = 60;

/** Several things that are no servers: connections first, each of them can be looked at. */
export function ItemsPanel() {
  const page = usePage();
  follow(page.map.live, page.map.shape);
  const world = page.map.world.value;
  if (world === null) return null;
  const ids = page.selection.idsOf('connection');
  const { from, to, type, status } = world.connections;
  const rows = ids.map((id) => world.connectionIndexOf(id)).filter((row) => row >= 0);
  return (
    <PanelFrame
      title={many('selected', page.selection.size.value)} name="items" onClose={() => page.selection.clear()}
      actions={<><CommandButton command={edit} /><CommandButton command={focusSelection} iconOnly /><CommandButton command={bringToFront} iconOnly /><CommandButton command={sendToBack} iconOnly /><CommandButton command={remove} kind="danger" iconOnly /></>}
    >
      {rows.length === 0 ? null : (
        <Section title={t('connections_title')}>
          <div class="rows">
            {rows.slice(0, SHOWN).map((row) => {
              const state = CONNECTION_STATUSES[status[row] ?? 0] ?? 'unknown';
              return (
                <button key={row} type="button" class="row" data-connection={world.connectionId(row)} onClick={() => page.selection.setItem({ kind: 'connection', id: world.connectionId(row) })}>
                  <Icon name="connect" />
                  <span class="row__text"><span>{world.nameOf(from[row] ?? 0)} → {world.nameOf(to[row] ?? 0)}</span><small>{t(`connection_${CONNECTION_TYPES[type[row] ?? 0] ?? 'standard'}`)}</small></span>
                  <StateMark state={state} label={t(`state_${state}`)} />
                </button>
              );
            })}
            {rows.length > SHOWN ? <p class="soft">{many('more_rows', rows.length - SHOWN)}</p> : null}
          </div>
        </Section>
      )}
    </PanelFrame>
  );
}
