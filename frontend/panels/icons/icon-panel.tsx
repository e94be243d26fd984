import { useEffect, useRef, useState } from 'preact/hooks';
import { follow } from '../../state/follow.ts';
import { giveIcon } from '../../state/icons/icon-edits.ts';
import { placeIcon, tileInMiddle } from '../../state/icons/placing.ts';
import { collectionsOf, findShown, loadSet, shownIcons, type ShownIcon } from '../../state/icons/shown-icons.ts';
import { many, number, t } from '../../state/words.ts';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icons/icon.tsx';
import { PanelFrame } from '../details/panel-frame.tsx';
import { usePage } from '../page-context.ts';
import { IconEditor } from './icon-editor.tsx';
import { IconGrid } from './icon-grid.tsx';
import { UploadField } from './upload-field.tsx';

/** Every icon there is, by collections: to make servers with, or to choose one for servers that are there. */
export function IconPanel() {
  const page = usePage();
  follow(page.map.shape);
  const [text, setText] = useState('');
  const [edited, setEdited] = useState<string | null>(null);
  const [isHere, setHere] = useState(false);
  const search = useRef<HTMLInputElement>(null);
  useEffect(() => {
    void loadSet().catch(() => page.notices.fault(t('fault_chunk'))).then(() => setHere(true));
  }, []);
  useEffect(() => search.current?.focus(), [isHere]);
  const purpose = page.icons.purpose.value;
  const close = (): void => {
    page.icons.close();
    page.port?.focus();
  };
  const icons = isHere ? shownIcons(page) : [];
  const own = icons.find(({ id }) => id === edited)?.own ?? null;
  if (own !== null) return <IconEditor key={own.id} icon={own} onBack={() => setEdited(null)} />;
  const pick = (icon: ShownIcon, byKey: boolean): void => {
    if (purpose.kind === 'change') {
      void giveIcon(page, purpose.ids, icon.id);
      close();
    } else if (byKey) void placeIcon(page, icon, tileInMiddle(page));
    else {
      page.icons.hold(icon);
      // On a phone the panel lies over the map it is placed on.
      if (page.map.isNarrow.peek()) page.icons.isOpen.value = false;
    }
  };
  const found = findShown(icons, text);
  const current = purpose.kind === 'change' ? currentOf(page, purpose.ids) : undefined;
  const recent = text === '' ? page.icons.recent.value.flatMap((id) => icons.find((icon) => icon.id === id) ?? []) : [];
  const grid = (some: readonly ShownIcon[]) => (
    <IconGrid icons={some} onPick={pick} canDrag={purpose.kind === 'place'} {...(current === undefined ? {} : { current })} />
  );
  return (
    <PanelFrame
      title={purpose.kind === 'change' ? many('icon_for', purpose.ids.length, purpose.ids[0] ?? '') : t('icons')} name="icons" onClose={close}
      sub={(
        <input
          ref={search} class="input" type="search" name="icon-search" placeholder={t('icons_search')} aria-label={t('icons_search')} value={text} autocomplete="off" spellcheck={false}
          onInput={(event) => setText(event.currentTarget.value)} onKeyDown={(event) => onSearchKey(event, () => { const [first] = found; if (first !== undefined) pick(first, true); })}
        />
      )}
      actions={purpose.kind === 'change' ? <Button label={t('icon_of_type')} name="icon-of-type" onClick={() => { void giveIcon(page, purpose.ids, null); close(); }} /> : undefined}
    >
      {purpose.kind === 'place' ? <p class="soft icons__hint">{page.map.isNarrow.value ? t('icons_hint_touch') : t('icons_hint')}</p> : null}
      {recent.length === 0 ? null : <section class="section"><div class="section__head"><h3>{t('icons_recent')}</h3></div>{grid(recent)}</section>}
      {collectionsOf(found).map(({ title, icons: inside }) => (
        <details class="collection" key={title} open>
          <summary><Icon name="chevron_down" />{title}<span class="soft">{number(inside.length)}</span></summary>
          {grid(inside)}
          {page.mayEdit && inside.some((icon) => icon.own !== null) ? <OwnRows icons={inside.filter((icon) => icon.own !== null)} onEdit={setEdited} /> : null}
        </details>
      ))}
      {isHere && found.length === 0 ? <p class="soft" role="status">{t('icons_nothing')}</p> : null}
      {page.mayEdit ? <UploadField /> : null}
    </PanelFrame>
  );
}

/** What can be done with icons of one's own, apart from using them. */
function OwnRows({ icons, onEdit }: { readonly icons: readonly ShownIcon[]; readonly onEdit: (id: string) => void }) {
  return (
    <details class="more-numbers">
      <summary><Icon name="chevron_down" />{t('icons_manage')}</summary>
      <div class="rows">
        {icons.map(({ id, title, url }) => (
          <button key={id} type="button" class="row" data-edit-icon={id} onClick={() => onEdit(id)}><img src={url} alt="" /><span class="row__text">{title}</span><Icon name="edit" /></button>
        ))}
      </div>
    </details>
  );
}

function onSearchKey(event: KeyboardEvent, take: () => void): void {
  if (event.key === 'Enter') take();
  else if (event.key === 'ArrowDown') document.querySelector<HTMLElement>('[data-icon]')?.focus();
  else return;
  event.preventDefault();
}

/** The icon that all of these servers show; null where they differ. */
function currentOf(page: ReturnType<typeof usePage>, ids: readonly string[]): string | null {
  const { world } = page;
  const shown = new Set(ids.map((id) => {
    const server = world?.indexOf(id) ?? -1;
    return world?.dressOf(server)?.icon ?? world?.typeOf(server)?.icon ?? '';
  }));
  return shown.size === 1 ? [...shown][0] ?? null : null;
}
