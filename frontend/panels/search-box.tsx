import { useRef, useState } from 'preact/hooks';
import { statusOf } from '../state/problems.ts';
import { FIELDS, rank } from '../state/search.ts';
import { typeName } from '../state/type-names.ts';
import { many, t } from '../state/words.ts';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icons/icon.tsx';
import { StateMark } from '../ui/icons/state-mark.tsx';
import { usePage } from './page-context.ts';

const SHOWN = 12;

/** Search over name, id, address, tag, type and state: the rest of the map dims, Enter flies to the result. */
export function SearchBox() {
  const page = usePage();
  const [isOpen, setOpen] = useState(false);
  const [active, setActive] = useState(0);
  const input = useRef<HTMLInputElement>(null);
  const text = page.search.value;
  const found = page.found.value;
  const world = page.map.world.value;
  const best = world === null || found === null ? [] : rank(world, found, text, SHOWN);
  const isListed = isOpen && text !== '' && found !== null;

  const choose = (server: number | undefined): void => {
    if (server === undefined) return;
    setOpen(false);
    page.reveal(server);
    page.port?.focus();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'ArrowDown') setActive(Math.min(best.length - 1, active + 1));
    else if (event.key === 'ArrowUp') setActive(Math.max(0, active - 1));
    else if (event.key === 'Enter') choose(best[Math.min(active, best.length - 1)]);
    else if (event.key === 'Escape' && text !== '') page.search.value = '';
    else if (event.key === 'Escape') page.port?.focus();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div class="island bar bar--search" role="search" onFocusOut={(event) => { if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setOpen(false); }}>
      <Icon name="search" />
      <input
        ref={input} id="search" class="search__input" type="text" enterkeyhint="search" placeholder={t('search_placeholder')} aria-label={t('search')} autocomplete="off" spellcheck={false}
        role="combobox" aria-expanded={isListed} aria-controls="search-list" aria-activedescendant={isListed && best.length > 0 ? `search-${active}` : undefined}
        value={text} onFocus={() => setOpen(true)} onKeyDown={onKeyDown}
        onInput={(event) => { page.search.value = event.currentTarget.value; setActive(0); setOpen(true); }}
      />
      {text === '' ? <kbd class="only-wide">/</kbd> : (
        <>
          <span class="search__count" data-found={found?.length}>{found === null ? '' : many('found', found.length)}</span>
          <Button label={t('search_clear')} icon="close" iconOnly onClick={() => { page.search.value = ''; input.current?.focus(); }} />
        </>
      )}
      {isListed ? (
        <div class="island search__list" id="search-list" role="listbox" aria-label={t('search')}>
          {best.map((server, place) => (
            <button
              key={server} type="button" class="option" role="option" id={`search-${place}`} tabIndex={-1} aria-selected={place === active}
              onPointerMove={() => setActive(place)} onClick={() => choose(server)}
            >
              <span class="option__text"><span>{world?.nameOf(server)}</span><small>{[typeName(world?.typeOf(server)), world?.ipOf(server), world?.regionOf(server)].filter(Boolean).join(' · ')}</small></span>
              {world === null ? null : <StateMark state={statusOf(world, server)} label={t(`state_${statusOf(world, server)}`)} />}
            </button>
          ))}
          {best.length === 0 ? <p class="option soft">{t('found_nothing', FIELDS.map((field) => `${field}:`).join(' '))}</p> : null}
          {(found.length) > SHOWN ? <button type="button" class="option" tabIndex={-1} onClick={() => { page.selection.set(found); page.flyTo(found); }}><Icon name="select_all" />{many('select_found', found.length)}</button> : null}
        </div>
      ) : null}
    </div>
  );
}
