import { useEffect, useRef, useState } from 'preact/hooks';
import { resultPlace, walkResults } from '../state/results.ts';
import { many, number, t } from '../state/words.ts';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icons/icon.tsx';
import { lazy } from './lazy.tsx';
import { usePage } from './page-context.ts';

/** What the list below the field offers and the keys choose among. */
export type SearchList = { readonly run: readonly (() => void)[]; readonly complete: (() => void) | null };
export type SearchListProps = { readonly active: number; readonly setActive: (place: number) => void; readonly close: () => void; readonly offer: (list: SearchList) => void };

const NOTHING: SearchList = { run: [], complete: null };
const List = lazy<SearchListProps>(async () => (await import('./explore/search-list.tsx')).SearchListView);

/** Search over everything that is known of servers: the rest of the map dims, Enter flies from result to result. */
export function SearchBox() {
  const page = usePage();
  const [isOpen, setOpen] = useState(false);
  const [active, setActive] = useState(-1);
  const input = useRef<HTMLInputElement>(null);
  const list = useRef(NOTHING);
  const text = page.search.value;
  const found = page.found.value;
  useEffect(() => { page.result.value = null; }, [text]);

  const close = (): void => {
    setOpen(false);
    setActive(-1);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const { run, complete } = list.current;
    if (event.key === 'ArrowDown') {
      setOpen(true);
      setActive(Math.min(run.length - 1, active + 1));
    } else if (event.key === 'ArrowUp') setActive(Math.max(-1, active - 1));
    else if (event.key === 'Enter') onEnter(event.shiftKey ? -1 : 1);
    else if (event.key === 'Tab' && !event.shiftKey && isOpen && complete !== null) complete();
    else if (event.key === 'Escape' && isOpen && text !== '' && active >= 0) setActive(-1);
    else if (event.key === 'Escape' && text !== '') page.search.value = '';
    else if (event.key === 'Escape') page.port?.focus();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const onEnter = (step: 1 | -1): void => {
    const chosen = isOpen && active >= 0 ? list.current.run[active] : undefined;
    if (chosen !== undefined) chosen();
    else if (walkResults(page, step)) close();
  };
  return (
    <div class="island bar bar--search" role="search" onFocusOut={(event) => { if (!event.currentTarget.contains(event.relatedTarget as Node | null)) close(); }}>
      <Icon name="search" />
      <input
        ref={input} id="search" class="search__input" type="text" enterkeyhint="search" placeholder={t('search_placeholder')} aria-label={t('search')} autocomplete="off" spellcheck={false}
        role="combobox" aria-expanded={isOpen} aria-controls="search-list" aria-autocomplete="list" aria-activedescendant={isOpen && active >= 0 ? `search-${active}` : undefined}
        value={text} onFocus={() => setOpen(true)} onPointerDown={() => setOpen(true)} onKeyDown={onKeyDown}
        onInput={(event) => { page.search.value = event.currentTarget.value; setActive(-1); setOpen(true); }}
      />
      {text === '' ? <kbd class="only-wide">/</kbd> : (
        <>
          <Count />
          <Button label={t('search_clear')} icon="close" iconOnly onClick={() => { page.search.value = ''; input.current?.focus(); }} />
        </>
      )}
      {isOpen ? <List active={active} setActive={setActive} close={close} offer={(offered) => { list.current = offered; }} /> : null}
      <span class="visually-hidden" role="status">{found === null ? '' : many('found', found.length)}</span>
    </div>
  );
}

/** How many were found, and while Enter walks through them, which one this is. */
function Count() {
  const page = usePage();
  const found = page.found.value;
  const at = resultPlace(page);
  return <span class="search__count" data-found={found?.length}>{found === null ? '' : at === null ? many('found', found.length) : t('found_at', number(at), number(found.length))}</span>;
}
