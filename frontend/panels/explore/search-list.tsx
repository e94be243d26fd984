import { useEffect, useMemo } from 'preact/hooks';
import type { Page } from '../../state/page.ts';
import { statusOf } from '../../state/states.ts';
import { rememberSearch } from '../../state/results.ts';
import { rank } from '../../state/search.ts';
import { FIELDS, hintsFor, tagBeingTyped, type Hint } from '../../state/search-hints.ts';
import { typeName } from '../../state/type-names.ts';
import { many, number, t } from '../../state/words.ts';
import { Icon } from '../../ui/icons/icon.tsx';
import { StateMark } from '../../ui/icons/state-mark.tsx';
import { usePage } from '../page-context.ts';
import type { SearchListProps } from '../search-box.tsx';

const SHOWN = 12;
const TAGS_AGE_MS = 30_000;

/** What was searched before while nothing is typed; then how to go on, and the best results. */
export function SearchListView({ active, setActive, close, offer }: SearchListProps) {
  const page = usePage();
  const text = page.search.value;
  const found = page.found.value;
  const world = page.map.world.value;
  const tagKeys = page.tags.keys.value;
  const known = page.tags.version.value;
  useTags(page, world, text);
  // Neither changes while keys walk through the list, and both look at many servers.
  const hints = useMemo(() => (world === null ? [] : hintsFor(world, text, tagKeys)), [world, text, tagKeys, known]);
  const best = useMemo(() => (world === null || found === null ? [] : rank(world, found, text, SHOWN)), [world, text, found]);
  if (world === null) return null;
  const recent = text === '' ? page.recent.value : [];
  const take = (next: string): void => {
    page.search.value = next;
    setActive(-1);
  };
  const choose = (server: number): void => {
    rememberSearch(page);
    close();
    page.result.value = server;
    page.reveal(server);
    page.port?.focus();
  };
  const selectAll = (): void => {
    rememberSearch(page);
    close();
    page.selection.set(found ?? []);
    page.flyTo(found ?? []);
  };
  const isMore = found !== null && found.length > 1;
  const run = [...recent.map((past) => () => take(past)), ...hints.map((hint) => () => take(hint.text)), ...best.map((server) => () => choose(server)), ...(isMore ? [selectAll] : [])];
  const [first] = hints;
  offer({ run, complete: text !== '' && first !== undefined ? () => take(hints[active - recent.length]?.text ?? first.text) : null });
  const option = (place: number): { id: string; 'aria-selected': boolean; onPointerMove: () => void } => ({ id: `search-${place}`, 'aria-selected': place === active, onPointerMove: () => setActive(place) });
  const base = { type: 'button', class: 'option', role: 'option', tabIndex: -1 } as const;
  return (
    <div class="island search__list" id="search-list" role="listbox" aria-label={t('search')} onPointerDown={(event) => event.preventDefault()}>
      {recent.length === 0 ? null : <Title words={t('search_recent')} />}
      {recent.map((past, place) => <button key={past} {...base} {...option(place)} data-recent={past} onClick={() => take(past)}><Icon name="clock" /><span>{past}</span></button>)}
      {hints.length === 0 ? null : <Title words={t('search_go_on')} />}
      {hints.map((hint, place) => <button key={hint.text} {...base} {...option(recent.length + place)} data-hint={hint.text} onClick={() => take(hint.text)}><HintWords hint={hint} /></button>)}
      {best.length === 0 ? null : <Title words={many('found', found?.length ?? 0)} />}
      {best.map((server, place) => (
        <button key={server} {...base} {...option(recent.length + hints.length + place)} data-server={world.idOf(server)} onClick={() => choose(server)}>
          <span class="option__text"><span>{world.nameOf(server)}</span><small>{[typeName(world.typeOf(server)), world.ipOf(server), world.regionOf(server)].filter(Boolean).join(' · ')}</small></span>
          <StateMark state={statusOf(world, server)} label={t(`state_${statusOf(world, server)}`)} />
        </button>
      ))}
      {found !== null && best.length === 0 ? <p class="option soft">{t('found_nothing', FIELDS.map((field) => `${field}:`).join(' '))}</p> : null}
      {isMore ? <button {...base} {...option(run.length - 1)} onClick={selectAll}><Icon name="select_all" />{many('select_found', found.length)}</button> : null}
    </div>
  );
}

/** Asks which tags there are, and for the values of the one that is being typed. What fails is told by the search itself. */
function useTags(page: Page, world: Page['world'], typed: string): void {
  const key = tagBeingTyped(typed);
  const isAboutTags = typed === '' || typed.includes('t');
  useEffect(() => { if (isAboutTags) page.tags.askKeys(TAGS_AGE_MS).catch(() => undefined); }, [isAboutTags]);
  useEffect(() => { if (key !== null && world !== null) page.tags.need(world, key).catch(() => undefined); }, [key, world]);
}

const Title = ({ words }: { readonly words: string }) => <p class="menu__title" role="presentation">{words}</p>;

function HintWords({ hint }: { readonly hint: Hint }) {
  return <><Icon name="tag" /><span class="option__hint"><b>{hint.label}</b> <small>{typeof hint.detail === 'number' ? number(hint.detail) : hint.detail}</small></span></>;
}
