import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { follow } from '../../state/follow.ts';
import { allServers, rangeOf, sorted, TABLE_COLUMNS, type TableColumn, type TableSort } from '../../state/table/order.ts';
import { language, many, t } from '../../state/words.ts';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icons/icon.tsx';
import { usePage } from '../page-context.ts';
import { TableActions } from './table-actions.tsx';
import { ROW_PX, TableRow } from './table-row.tsx';

/** Rows drawn beyond the ones in sight, so that a wheel step shows no gap. */
const BEYOND = 12;
const NUMBERS: ReadonlySet<TableColumn> = new Set(['cpu', 'memory', 'disk', 'links']);

/** All servers, or those the search found, as a table in place of the map: the same selection, the same commands. Only rows in sight exist. */
export function ServerTable() {
  const page = usePage();
  follow(page.map.live);
  const world = page.map.world.value;
  const shape = page.map.shape.value;
  const found = page.found.value;
  const [sort, setSort] = useState<TableSort>({ column: 'name', isDown: false });
  const [top, setTop] = useState(0);
  const [height, setHeight] = useState(600);
  const [at, setAt] = useState(0);
  const anchor = useRef(0);
  const body = useRef<HTMLDivElement>(null);
  const rows = useMemo(() => (world === null ? [] : sorted(world, found ?? allServers(world), sort, language())), [world, shape, found, sort]);
  useEffect(() => {
    const element = body.current;
    if (element === null) return;
    const measure = new ResizeObserver(() => setHeight(element.clientHeight));
    measure.observe(element);
    element.focus({ preventScroll: true });
    return () => measure.disconnect();
  }, []);
  if (world === null) return null;
  const selected = page.selection.servers.value;
  const here = Math.min(at, Math.max(0, rows.length - 1));
  const first = Math.max(0, Math.floor(top / ROW_PX) - BEYOND);
  const shown = rows.slice(first, Math.ceil((top + height) / ROW_PX) + BEYOND);

  const go = (to: number, extends_: boolean): void => {
    const next = Math.max(0, Math.min(rows.length - 1, to));
    const server = rows[next];
    if (server === undefined) return;
    setAt(next);
    if (!extends_) anchor.current = next;
    page.selection.set(extends_ ? rangeOf(rows, anchor.current, next) : [server]);
    const element = body.current;
    if (element === null) return;
    if (next * ROW_PX < element.scrollTop) element.scrollTop = next * ROW_PX;
    else if ((next + 1) * ROW_PX > element.scrollTop + element.clientHeight) element.scrollTop = (next + 1) * ROW_PX - element.clientHeight;
  };
  const press = (index: number, event: MouseEvent): void => {
    const server = rows[index];
    if (server === undefined) return;
    // On a phone the panel would lie over the rows; Enter, or the menu, opens it.
    page.isPanelClosed.value = page.map.isNarrow.peek();
    setAt(index);
    if (event.shiftKey) page.selection.set(rangeOf(rows, anchor.current, index));
    else {
      anchor.current = index;
      if (event.ctrlKey || event.metaKey) page.selection.toggle(server);
      else page.selection.set([server]);
    }
  };
  const onKey = (event: KeyboardEvent): void => {
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: Math.floor(height / ROW_PX), PageUp: -Math.floor(height / ROW_PX), Home: -Infinity, End: Infinity }[event.key];
    if (step !== undefined) go(Math.max(-1e9, Math.min(1e9, here + step)), event.shiftKey);
    else if (event.key === ' ') { const server = rows[here]; if (server !== undefined) page.selection.toggle(server); }
    else if (event.key === 'Enter') page.isPanelClosed.value = false;
    else if (event.key === 'a' && (event.ctrlKey || event.metaKey)) page.selection.set(rows);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const turn = (column: TableColumn): void => setSort({ column, isDown: sort.column === column ? !sort.isDown : NUMBERS.has(column) });
  const areAll = rows.length > 0 && selected.size === rows.length && rows.every((server) => selected.has(server));

  return (
    <section class="island table" aria-label={t('table')} data-table>
      <header class="table__head">
        <h2>{many('servers', rows.length)}</h2>
        <TableActions />
        <Button label={t('table_close')} icon="close" kind="quiet" iconOnly name="close-table" onClick={() => { page.showsTable.value = false; page.port?.focus(); }} />
      </header>
      <div class="table__grid" role="grid" aria-rowcount={rows.length + 1} aria-multiselectable aria-label={t('table')}>
        <div class="table__row table__row--titles" role="row" aria-rowindex={1}>
          <span role="columnheader" class="table__check"><input type="checkbox" name="all" aria-label={t('select_all')} checked={areAll} onChange={() => page.selection.set(areAll ? [] : rows)} /></span>
          {TABLE_COLUMNS.map((column) => (
            <span key={column} role="columnheader" class={`table__cell--${column}`} aria-sort={sort.column === column ? (sort.isDown ? 'descending' : 'ascending') : 'none'}>
              <button type="button" name={`sort-${column}`} onClick={() => turn(column)}>
                {t(`column_${column}`)}{sort.column === column ? <Icon name={sort.isDown ? 'chevron_down' : 'chevron_up'} /> : null}
              </button>
            </span>
          ))}
        </div>
        <div
          class="table__body" role="rowgroup" tabIndex={0} ref={body} onScroll={(event) => setTop(event.currentTarget.scrollTop)} onKeyDown={onKey}
          aria-activedescendant={rows.length === 0 ? undefined : `row-${here}`}
          onContextMenu={(event) => { event.preventDefault(); page.menu.value = { at: { x: event.clientX, y: event.clientY }, hit: null, tile: { x: 0, y: 0 } }; }}
        >
          <div style={{ height: `${rows.length * ROW_PX}px` }} class="table__space">
            {shown.map((server, place) => (
              <TableRow key={server} server={server} index={first + place} isSelected={selected.has(server)} isHere={first + place === here} onPress={press} />
            ))}
          </div>
          {rows.length === 0 ? <p class="soft table__none">{t('table_none')}</p> : null}
        </div>
      </div>
    </section>
  );
}
