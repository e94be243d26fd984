import { percent } from '../../state/format.ts';
import { statusOf } from '../../state/states.ts';
import { linksOf, TABLE_COLUMNS, textOf, type TableColumn } from '../../state/table/order.ts';
import { typeName } from '../../state/type-names.ts';
import { number, t } from '../../state/words.ts';
import { StateMark } from '../../ui/icons/state-mark.tsx';
import { usePage } from '../page-context.ts';

/** Height of a row. */
export const ROW_PX = 32;

type Props = { readonly server: number; readonly index: number; readonly isSelected: boolean; readonly isHere: boolean; readonly onPress: (index: number, event: MouseEvent) => void };

/** One server: its facts, and whether it is selected. */
export function TableRow({ server, index, isSelected, isHere, onPress }: Props) {
  const page = usePage();
  const { world } = page;
  if (world === null) return null;
  return (
    <div
      class={`table__row${isSelected ? ' table__row--selected' : ''}${isHere ? ' table__row--here' : ''}`} id={`row-${index}`} role="row" aria-rowindex={index + 2} aria-selected={isSelected}
      data-server={world.idOf(server)} style={{ top: `${index * ROW_PX}px`, height: `${ROW_PX}px` }}
      onClick={(event) => onPress(index, event)} onDblClick={() => { page.showsTable.value = false; page.reveal(server); }}
      onContextMenu={() => { if (!isSelected) page.selection.set([server]); }}
    >
      <span role="gridcell" class="table__check">
        <input type="checkbox" tabIndex={-1} aria-label={world.nameOf(server)} checked={isSelected} onClick={(event) => { event.stopPropagation(); page.selection.toggle(server); }} />
      </span>
      {TABLE_COLUMNS.map((column) => <span key={column} role="gridcell" class={`table__cell--${column}`}><Cell world={world} server={server} column={column} /></span>)}
    </div>
  );
}

function Cell({ world, server, column }: { readonly world: NonNullable<ReturnType<typeof usePage>['world']>; readonly server: number; readonly column: TableColumn }) {
  switch (column) {
    case 'state': {
      const state = statusOf(world, server);
      return <StateMark state={state} label={t(`state_${state}`)} />;
    }
    case 'type': return <>{typeName(world.typeOf(server))}</>;
    case 'cpu': return <Share value={world.servers.cpu[server]} />;
    case 'memory': return <Share value={world.servers.memory[server]} />;
    case 'disk': return <Share value={world.servers.disk[server]} />;
    case 'links': return <>{number(linksOf(world, server))}</>;
    case 'name': case 'ip': case 'region': case 'cluster': return <>{textOf(world, server, column)}</>;
  }
}

/** Whole percent with a bar; nothing where it is not known. */
function Share({ value }: { readonly value: number | undefined }) {
  if (value === undefined || value === 255) return <span class="soft">–</span>;
  return <span class="share"><span class="share__bar" style={{ width: `${value}%` }} /><span>{percent(value)}</span></span>;
}
