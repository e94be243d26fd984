import { CONNECTION_STATUSES, CONNECTION_TYPES } from '../../../backend/contract/statuses.ts';
import { follow } from '../../state/follow.ts';
import { milliseconds } from '../../state/format.ts';
import { many, t } from '../../state/words.ts';
import { Icon } from '../../ui/icons/icon.tsx';
import { StateMark } from '../../ui/icons/state-mark.tsx';
import { usePage } from '../page-context.ts';

const SHOWN = 60;

/** Connections of one server: to or from whom, of what type, how they are. */
export function ConnectionRows({ server }: { readonly server: number }) {
  const page = usePage();
  follow(page.map.live, page.map.shape);
  const world = page.map.world.value;
  if (world === null) return null;
  const rows = world.connectionsOf(server);
  return rows.length === 0 ? <p class="soft">{t('no_connections')}</p> : <Connections of={server} rows={rows} />;
}

/** These connections of a server; a click selects one. */
export function Connections({ of: server, rows }: { readonly of: number; readonly rows: readonly number[] }) {
  const page = usePage();
  const world = page.map.world.value;
  if (world === null) return null;
  const { from, to, type, status, latency } = world.connections;
  return (
    <div class="rows">
      {rows.slice(0, SHOWN).map((row) => {
        const leaves = from[row] === server;
        const other = (leaves ? to[row] : from[row]) ?? 0;
        const state = CONNECTION_STATUSES[status[row] ?? 0] ?? 'unknown';
        const ms = latency[row] ?? NaN;
        return (
          <button key={row} type="button" class="row" data-connection={world.connectionId(row)} onClick={() => page.selection.setItem({ kind: 'connection', id: world.connectionId(row) })}>
            <Icon name={leaves ? 'arrow_out' : 'arrow_in'} />
            <span class="row__text"><span><span class="visually-hidden">{leaves ? t('to') : t('from')} </span>{world.nameOf(other)}</span><small>{t(`connection_${CONNECTION_TYPES[type[row] ?? 0] ?? 'standard'}`)}</small></span>
            <StateMark state={state} label={Number.isNaN(ms) ? t(`state_${state}`) : milliseconds(ms)} />
          </button>
        );
      })}
      {rows.length > SHOWN ? <p class="soft">{many('more_rows', rows.length - SHOWN)}</p> : null}
    </div>
  );
}
