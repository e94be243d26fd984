import { statusOf } from '../../state/states.ts';
import { typeName } from '../../state/type-names.ts';
import { many, t } from '../../state/words.ts';
import { StateMark } from '../../ui/icons/state-mark.tsx';
import { usePage } from '../page-context.ts';

const SHOWN = 120;

/** Servers as rows; a click flies there and selects. At most 120 are listed, the rest is counted. */
export function ServerRows({ servers, total, onChoose }: { readonly servers: readonly number[]; readonly total?: number; readonly onChoose?: (server: number) => void }) {
  const page = usePage();
  const world = page.map.world.value;
  if (world === null) return null;
  const shown = servers.slice(0, SHOWN).filter((server) => world.has(server));
  const rest = (total ?? servers.length) - shown.length;
  return (
    <div class="rows">
      {shown.map((server) => {
        const status = statusOf(world, server);
        return (
          <button key={server} type="button" class="row" data-server={world.idOf(server)} onClick={() => (onChoose ?? ((chosen: number) => page.reveal(chosen)))(server)}>
            <span class="swatch" style={{ background: world.typeOf(server)?.color }} />
            <span class="row__text"><span>{world.nameOf(server)}</span><small>{[typeName(world.typeOf(server)), world.ipOf(server), world.regionOf(server)].filter(Boolean).join(' · ')}</small></span>
            <StateMark state={status} label={t(`state_${status}`)} />
          </button>
        );
      })}
      {rest > 0 ? <p class="soft">{many('more_rows', rest)}</p> : null}
    </div>
  );
}
