import { useState } from 'preact/hooks';
import { networksAfter } from '../../state/network-edits.ts';
import type { Page } from '../../state/page.ts';
import { typeName } from '../../state/type-names.ts';
import { many, t } from '../../state/words.ts';
import { SelectField, TextField } from '../../ui/fields.tsx';
import { usePage } from '../page-context.ts';
import type { DialogOf } from './dialog-host.tsx';
import { FormDialog } from './form-dialog.tsx';
import { useSubmit } from './use-submit.ts';

/** Changes several servers at once. What is left empty stays as it is on each of them. */
export function ServersDialog({ request, onClose }: DialogOf<'edit-servers'>) {
  const page = usePage();
  const [draft, setDraft] = useState({ type: '', region: '', tagKey: '', tagValue: '', join: '', leave: '' });
  const submit = useSubmit([]);
  const set = (part: Partial<typeof draft>): void => setDraft({ ...draft, ...part });
  const patch = {
    ...(draft.type === '' ? {} : { type: draft.type }),
    ...(draft.region.trim() === '' ? {} : { region: draft.region.trim() }),
    ...(draft.tagKey.trim() === '' ? {} : { tags: { [draft.tagKey.trim()]: draft.tagValue } }),
  };
  const types = page.world?.types.map((type) => ({ value: type.id, label: typeName(type) })) ?? [];
  const networks = page.world?.networks.alive.map(({ id, name }) => ({ value: id, label: name })) ?? [];
  const send = (): Promise<void> => submit.run(async () => {
    await page.edits.patchServers(request.ids, (id) => ({ ...patch, ...networksPatch(page.world, id, draft) }));
    onClose();
  });
  return (
    <FormDialog title={many('edit_servers_title', request.ids.length)} name={request.kind} onClose={onClose} submit={submit} submitLabel={t('save')} onSubmit={() => void send()} isDisabled={Object.keys(patch).length === 0 && draft.join === '' && draft.leave === ''}>
      <p class="soft">{t('edit_servers_text')}</p>
      <div class="form">
        <SelectField name="type" label={t('type')} value={draft.type} options={[{ value: '', label: t('unchanged') }, ...types]} onInput={(type) => set({ type })} />
        <TextField name="region" label={t('region')} value={draft.region} onInput={(region) => set({ region })} placeholder={t('unchanged')} />
        {networks.length === 0 ? null : (
          <>
            <SelectField name="join" label={t('network_join')} value={draft.join} options={[{ value: '', label: t('unchanged') }, ...networks]} onInput={(join) => set({ join })} />
            <SelectField name="leave" label={t('network_leave')} value={draft.leave} options={[{ value: '', label: t('unchanged') }, ...networks]} onInput={(leave) => set({ leave })} />
          </>
        )}
        <TextField name="tag-key" label={t('tag_key')} value={draft.tagKey} onInput={(tagKey) => set({ tagKey })} placeholder={t('unchanged')} />
        <TextField name="tag-value" label={t('tag_value')} value={draft.tagValue} onInput={(tagValue) => set({ tagValue })} />
      </div>
    </FormDialog>
  );
}

function networksPatch(world: Page['world'], id: string, { join, leave }: { readonly join: string; readonly leave: string }): { networks?: string[] } {
  const networks = world === null || (join === '' && leave === '') ? null : networksAfter(world, id, join, leave);
  return networks === null ? {} : { networks };
}
