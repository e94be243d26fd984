import { useEffect, useRef, useState } from 'preact/hooks';
import { nowMs } from '../../state/clock.ts';
import { follow } from '../../state/follow.ts';
import { duration } from '../../state/format.ts';
import { listProblems, type ProblemGroup, type ProblemGrouping } from '../../state/problems.ts';
import { statusOf } from '../../state/states.ts';
import { typeName } from '../../state/type-names.ts';
import { number, t } from '../../state/words.ts';
import { Segments } from '../../ui/fields.tsx';
import { StateMark } from '../../ui/icons/state-mark.tsx';
import { usePage } from '../page-context.ts';

const ROW_PX = 44;
/** Rows drawn beyond both ends of what is seen. */
const BEYOND = 6;
const GROUPINGS: readonly ProblemGrouping[] = ['cluster', 'region', 'none'];

type Row = { readonly kind: 'group'; readonly group: ProblemGroup } | { readonly kind: 'server'; readonly server: number };

/** Thousands of problems as rows, of which only those in sight are drawn. A click or Enter flies there, again opens the server; arrow keys walk. */
export function ProblemList() {
  const page = usePage();
  const box = useRef<HTMLDivElement>(null);
  const [by, setBy] = useState<ProblemGrouping>('cluster');
  const [active, setActive] = useState<number | null>(null);
  const [seen, setSeen] = useState({ top: 0, height: 600 });
  follow(page.map.live, page.map.shape);
  const world = page.map.world.value;
  useEffect(() => {
    const scroller = box.current?.closest('.panel__body');
    if (!scroller) return;
    const look = (): void => setSeen({ top: Math.max(0, scroller.scrollTop - (box.current?.offsetTop ?? 0)), height: scroller.clientHeight });
    look();
    scroller.addEventListener('scroll', look, { passive: true });
    const observer = new ResizeObserver(look);
    observer.observe(scroller);
    return () => {
      scroller.removeEventListener('scroll', look);
      observer.disconnect();
    };
  }, []);
  if (world === null) return null;
  const rows = listProblems(world, by, (server) => page.since.get(server) ?? NaN).flatMap((group): Row[] => [
    ...(by === 'none' ? [] : [{ kind: 'group' as const, group }]), ...group.servers.map((server) => ({ kind: 'server' as const, server })),
  ]);
  const here = active === null ? -1 : rows.findIndex((row) => row.kind === 'server' && row.server === active);
  const first = Math.max(0, Math.floor(seen.top / ROW_PX) - BEYOND);
  const last = Math.min(rows.length, Math.ceil((seen.top + seen.height) / ROW_PX) + BEYOND);

  const choose = (server: number): void => {
    const isAgain = page.selection.servers.peek().has(server) && page.isPanelClosed.peek();
    setActive(server);
    page.isPanelClosed.value = !isAgain;
    page.selection.set([server]);
    page.flyTo([server]);
  };
  const go = (from: number, step: number): void => {
    let at = from + step;
    while (rows[at]?.kind === 'group') at += Math.sign(step);
    const row = rows[Math.min(rows.length - 1, Math.max(0, at))];
    if (row?.kind !== 'server') return;
    setActive(row.server);
    const place = rows.indexOf(row);
    const scroller = box.current?.closest('.panel__body');
    const top = (box.current?.offsetTop ?? 0) + place * ROW_PX;
    if (scroller && (top < scroller.scrollTop + ROW_PX || top > scroller.scrollTop + scroller.clientHeight - ROW_PX * 2)) scroller.scrollTop = top - scroller.clientHeight / 2;
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const whole = Math.max(1, Math.floor(seen.height / ROW_PX) - 1);
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: whole, PageUp: -whole }[event.key];
    if (step !== undefined) go(here, step);
    else if (event.key === 'Home') go(-1, 1);
    else if (event.key === 'End') go(rows.length, -1);
    else if ((event.key === 'Enter' || event.key === ' ') && active !== null) choose(active);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <>
      <Segments label={t('group_by')} name="problems-by" value={by} options={GROUPINGS.map((one) => ({ value: one, label: t(`by_${one}`) }))} onInput={(value) => setBy(value as ProblemGrouping)} />
      <div
        class="problem-list" ref={box} role="listbox" tabIndex={0} aria-label={t('problems')} aria-activedescendant={here < 0 ? undefined : `problem-${active ?? ''}`}
        style={{ height: `${rows.length * ROW_PX}px` }} onKeyDown={onKeyDown}
      >
        {rows.slice(first, last).map((row, at) => {
          const style = { transform: `translateY(${(first + at) * ROW_PX}px)`, height: `${ROW_PX}px` };
          return row.kind === 'group' ? <GroupRow key={`group-${row.group.name}`} group={row.group} style={style} /> : (
            <ServerRow key={row.server} server={row.server} style={style} isActive={row.server === active} place={first + at} of={rows.length} onChoose={choose} />
          );
        })}
      </div>
    </>
  );
}

type Style = Readonly<Record<string, string>>;

function GroupRow({ group, style }: { readonly group: ProblemGroup; readonly style: Style }) {
  return (
    <div class="problem-list__group" style={style} role="presentation">
      <b>{group.name === '' ? t('no_group') : group.name}</b>
      {group.inactive > 0 ? <StateMark state="inactive" label={number(group.inactive)} /> : null}
      {group.warning > 0 ? <StateMark state="warning" label={number(group.warning)} /> : null}
    </div>
  );
}

type ServerRowProps = { readonly server: number; readonly style: Style; readonly isActive: boolean; readonly place: number; readonly of: number; readonly onChoose: (server: number) => void };

function ServerRow({ server, style, isActive, place, of, onChoose }: ServerRowProps) {
  const page = usePage();
  const world = page.map.world.value;
  if (!world?.has(server)) return null;
  const status = statusOf(world, server);
  const since = page.since.get(server);
  return (
    <button
      type="button" class="row problem-list__row" role="option" id={`problem-${server}`} tabIndex={-1} style={style} data-server={world.idOf(server)}
      aria-selected={isActive || page.selection.servers.value.has(server)} aria-posinset={place + 1} aria-setsize={of} onClick={() => onChoose(server)}
    >
      <span class="swatch" style={{ background: world.typeOf(server)?.color }} />
      <span class="row__text"><span>{world.nameOf(server)}</span><small>{[since === undefined ? '' : t('problem_for', duration((nowMs() - since) / 1_000)), typeName(world.typeOf(server)), world.ipOf(server)].filter(Boolean).join(' · ')}</small></span>
      <StateMark state={status} label={t(`state_${status}`)} />
    </button>
  );
}
