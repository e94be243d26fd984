import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { faultsByField, sentenceOf } from '../../state/api.ts';
import { many, t } from '../../state/words.ts';
import { Button } from '../../ui/button.tsx';
import { CheckField, TextField } from '../../ui/fields.tsx';
import { Icon } from '../../ui/icons/icon.tsx';
import { usePage } from '../page-context.ts';
import { Popover } from '../popover.tsx';

/** The saved looks at the map: which one is shown, the others, and what can be done with them. */
export function ViewsMenu() {
  const page = usePage();
  const { views } = page;
  const shown = views.shown.value;
  const list = views.list();
  const open = (id: string | null): void => {
    page.unfolded.value = null;
    page.port?.focus();
    if (id === null) views.close();
    else void views.open(id);
  };
  return (
    <Popover name="views" label={t('views')}>
      <div class="popover__list" role="group" aria-label={t('views')} onKeyDown={walk}>
        <button type="button" class="option" aria-pressed={shown === null} onClick={() => open(null)}><Icon name="server" /><span>{t('view_none')}</span></button>
        {list.map(({ id, name, has_places: hasPlaces }) => (
          <button key={id} type="button" class="option" aria-pressed={shown?.id === id} data-view={id} onClick={() => open(id)}>
            <Icon name="bookmark" /><span>{name}</span>{hasPlaces ? <Icon name="pin" /> : null}
          </button>
        ))}
      </div>
      {list.length === 0 ? <p class="soft popover__note">{t('views_empty')}</p> : null}
      {shown === null ? null : <ShownView key={shown.id} />}
      {page.mayEdit ? <NewView /> : null}
    </Popover>
  );
}

/** Keeps what is seen, and on wish who stands where. */
function NewView() {
  const page = usePage();
  const [hasPlaces, setHasPlaces] = useState(page.lens.value !== null);
  const selected = page.selection.servers.value.size;
  return (
    <NameForm label={t('view_new')} submit={t('view_save')} name="new-view" run={(name) => page.views.save(name, hasPlaces)}>
      <CheckField label={selected === 0 ? t('view_places') : many('view_places_selected', selected)} name="view-places" checked={hasPlaces} onInput={setHasPlaces} />
    </NameForm>
  );
}

/** What can be done with the view that is shown. */
function ShownView() {
  const page = usePage();
  const { views } = page;
  const [isRenaming, setRenaming] = useState(false);
  const shown = views.shown.value;
  if (shown === null) return null;
  return (
    <div class="popover__part">
      <div class="popover__actions">
        <Button label={t('view_copy')} icon="link" name="copy-view-link" onClick={() => void views.copyLink(shown)} />
        {page.mayEdit ? (
          <>
            <Button label={t('view_update')} icon="tick" name="update-view" onClick={() => void views.update(shown)} />
            <Button label={t('view_rename')} icon="edit" iconOnly name="rename-view" pressed={isRenaming} onClick={() => setRenaming(!isRenaming)} />
            <Button label={t('view_delete')} icon="delete" kind="danger" iconOnly name="delete-view" onClick={() => void views.remove(shown)} />
          </>
        ) : null}
      </div>
      {isRenaming ? <NameForm label={t('view_name')} submit={t('view_rename')} name="view-name" start={shown.name} run={async (name) => { await views.rename(shown, name); setRenaming(false); }} /> : null}
      <CheckField label={t('view_first')} name="first-view" checked={views.first.value === shown.id} onInput={(isFirst) => { views.first.value = isFirst ? shown.id : ''; }} />
    </div>
  );
}

/** One field and its button; what the daemon says against the name stands below it. */
function NameForm({ label, submit, name, start = '', run, children }: { readonly label: string; readonly submit: string; readonly name: string; readonly start?: string; readonly run: (name: string) => Promise<void>; readonly children?: ComponentChildren }) {
  const [text, setText] = useState(start);
  const [fault, setFault] = useState<string>();
  const send = async (): Promise<void> => {
    setFault(undefined);
    try {
      await run(text.trim());
      setText('');
    } catch (error) {
      setFault(faultsByField(error)['name'] ?? sentenceOf(error));
    }
  };
  return (
    <form class="popover__part popover__form" onSubmit={(event) => { event.preventDefault(); if (text.trim() !== '') void send(); }}>
      <TextField label={label} name={name} value={text} onInput={setText} fault={fault} />
      <Button label={submit} kind="primary" submit disabled={text.trim() === ''} name={`submit-${name}`} />
      {children}
    </form>
  );
}

/** Arrow keys walk through the views. */
function walk(event: KeyboardEvent & { currentTarget: HTMLElement }): void {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step === undefined) return;
  const all = [...event.currentTarget.querySelectorAll<HTMLButtonElement>('button')];
  const here = all.findIndex((button) => button === document.activeElement);
  all[(here + step + all.length) % all.length]?.focus();
  event.preventDefault();
  event.stopPropagation();
}
