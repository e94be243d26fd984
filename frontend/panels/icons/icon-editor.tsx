import { useState } from 'preact/hooks';
import { follow } from '../../state/follow.ts';
import { changeIcon, removeIcon } from '../../state/icons/icon-edits.ts';
import type { OwnIcon } from '../../state/icons/shown-icons.ts';
import { many, number, t } from '../../state/words.ts';
import { Button } from '../../ui/button.tsx';
import { CheckField, TextField } from '../../ui/fields.tsx';
import { Alert } from '../dialogs/alert.tsx';
import { useSubmit } from '../dialogs/use-submit.ts';
import { PanelFrame } from '../details/panel-frame.tsx';
import { usePage } from '../page-context.ts';
import { ScaleField } from './scale-field.tsx';

const NAMED = 3;

/** One icon of people's own: what it is called, how it stands, who uses it. */
export function IconEditor({ icon, onBack }: { readonly icon: OwnIcon; readonly onBack: () => void }) {
  const page = usePage();
  follow(page.map.shape);
  const [name, setName] = useState(icon.name);
  const [collection, setCollection] = useState(icon.collection);
  const [isIsometric, setIsometric] = useState(icon.is_isometric);
  const [scale, setScale] = useState(icon.scale);
  const submit = useSubmit(['name', 'collection', 'scale']);
  const save = (): Promise<void> => submit.run(async () => {
    await changeIcon(page, icon.id, { name: name.trim() || icon.id, collection: collection.trim(), is_isometric: isIsometric, scale });
    onBack();
  });
  return (
    <PanelFrame title={icon.name} name="icon" onClose={onBack} sub={<span class="mono">{icon.id}</span>}>
      <form class="form icons__editor" novalidate onSubmit={(event) => { event.preventDefault(); void save(); }}>
        {submit.sentence === '' ? null : <Alert text={submit.sentence} />}
        <img class={`icons__large field--wide${isIsometric ? '' : ' icons__flat'}`} src={`${page.session.api}icon-images/${icon.image_hash}`} alt={icon.name} />
        <TextField name="name" label={t('name')} value={name} onInput={setName} fault={submit.faults['name']} autofocus wide />
        <TextField name="collection" label={t('icons_collection')} value={collection} onInput={setCollection} fault={submit.faults['collection']} wide />
        <CheckField name="is_isometric" label={t('icons_isometric')} hint={t('icons_isometric_hint')} checked={isIsometric} onInput={setIsometric} />
        <ScaleField value={scale} onInput={setScale} />
        <p class="soft field--wide" data-users>{usersText(page, icon.id)}</p>
        <div class="icons__foot field--wide">
          <Button label={t('delete')} kind="danger" name="delete-icon" onClick={() => { void removeIcon(page, icon.id, icon.name); onBack(); }} />
          <Button label={t('back')} onClick={onBack} />
          <Button label={t('save')} kind="primary" submit name="save-icon" disabled={submit.isBusy} />
        </div>
      </form>
    </PanelFrame>
  );
}

/** Who would show the icon of a type once this one is gone. */
function usersText(page: ReturnType<typeof usePage>, icon: string): string {
  const world = page.map.world.value;
  const { servers = [], types = [] } = world?.usersOf(icon) ?? {};
  if (world === null || servers.length + types.length === 0) return t('icons_unused');
  const names = [...types.map((type) => type.name), ...servers.map((server) => world.nameOf(server))];
  const rest = names.length - NAMED;
  return many('icons_used', names.length, names.slice(0, NAMED).join(', ') + (rest > 0 ? ` + ${number(rest)}` : ''));
}
