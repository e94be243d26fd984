import { t } from '../../state/words.ts';
import { Button } from '../../ui/button.tsx';
import { TextArea, TextField } from '../../ui/fields.tsx';
import { Icon } from '../../ui/icons/icon.tsx';
import { NetworkChoice } from './network-choice.tsx';
import { ServerLook } from './server-look.tsx';
import { ServerPicker } from './server-picker.tsx';
import type { ServerDraft } from './server-draft.ts';

type Props = { readonly draft: ServerDraft; readonly isNew: boolean; readonly faults: Readonly<Record<string, string>>; readonly onInput: (part: Partial<ServerDraft>) => void };

const HIDDEN = ['id', 'hostname', 'os', 'parent', 'networks', 'notes', 'tags', 'look'];

/** What is rarely said at first: id, host name, system, where it runs, networks, how it is drawn, tags, notes. */
export function ServerMore({ draft, isNew, faults, onInput }: Props) {
  const hasFault = Object.keys(faults).some((field) => HIDDEN.includes(field.split('.')[0] ?? ''));
  return (
    <details open={!isNew || hasFault}>
      <summary><Icon name="chevron_down" />{t('more_fields')}</summary>
      <div class="form">
        {isNew ? <TextField name="id" label={t('id')} value={draft.id} onInput={(id) => onInput({ id })} fault={faults['id']} hint={t('id_hint')} mono /> : null}
        <TextField name="hostname" label={t('hostname')} value={draft.hostname} onInput={(hostname) => onInput({ hostname })} fault={faults['hostname']} mono />
        <TextField name="os" label={t('os')} value={draft.os} onInput={(os) => onInput({ os })} fault={faults['os']} placeholder="Debian 13" />
        <ServerPicker name="parent" label={t('parent')} value={draft.parent} onInput={(parent) => onInput({ parent })} fault={faults['parent']} />
        <NetworkChoice chosen={draft.networks} fault={faults['networks'] ?? Object.entries(faults).find(([field]) => field.startsWith('networks.'))?.[1]} onInput={(networks) => onInput({ networks })} />
        <ServerLook draft={draft.look} faults={faults} onInput={(part) => onInput({ look: { ...draft.look, ...part } })} />
        <TagRows draft={draft} fault={Object.entries(faults).find(([field]) => field.startsWith('tags'))?.[1]} onInput={onInput} />
        <TextArea name="notes" label={t('notes')} wide value={draft.notes} onInput={(notes) => onInput({ notes })} fault={faults['notes']} />
      </div>
    </details>
  );
}

function TagRows({ draft, fault, onInput }: { readonly draft: ServerDraft; readonly fault: string | undefined; readonly onInput: Props['onInput'] }) {
  const change = (place: number, part: { key?: string; value?: string }): void =>
    onInput({ tags: draft.tags.map((tag, index) => (index === place ? { ...tag, ...part } : tag)) });
  return (
    <fieldset class="field field--wide">
      <legend class="field__label">{t('tags')}</legend>
      <div class="tag-rows">
        {draft.tags.map((tag, place) => (
          <div class="tag-row" key={place}>
            <input class="input" aria-label={t('tag_key')} placeholder={t('tag_key')} value={tag.key} onInput={(event) => change(place, { key: event.currentTarget.value })} />
            <input class="input" aria-label={t('tag_value')} placeholder={t('tag_value')} value={tag.value} onInput={(event) => change(place, { value: event.currentTarget.value })} />
            <Button label={t('remove')} icon="delete" iconOnly kind="quiet" onClick={() => onInput({ tags: draft.tags.filter((_, index) => index !== place) })} />
          </div>
        ))}
        {fault === undefined ? null : <span class="field__fault"><Icon name="problems" />{fault}</span>}
        <div><Button label={t('tag_add')} icon="add" onClick={() => onInput({ tags: [...draft.tags, { key: '', value: '' }] })} /></div>
      </div>
    </fieldset>
  );
}
