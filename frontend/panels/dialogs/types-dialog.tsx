import { useState } from 'preact/hooks';
import { follow } from '../../state/follow.ts';
import { sentenceOf } from '../../state/api.ts';
import { typeName } from '../../state/type-names.ts';
import { t } from '../../state/words.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/fields.tsx';
import { IconChoice } from '../icons/icon-choice.tsx';
import { usePage } from '../page-context.ts';
import { Alert } from './alert.tsx';
import type { DialogOf } from './dialog-host.tsx';
import { useSubmit } from './use-submit.ts';

type Draft = { id: string | null; name: string; color: string; icon: string; sign: string; ports: string };
const EMPTY: Draft = { id: null, name: '', color: '#7A869A', icon: 'generic', sign: '', ports: '' };

/** The kinds of server: their colour and the ports on which such a server answers. People add their own. */
export function TypesDialog({ onClose }: DialogOf<'types'>) {
  const page = usePage();
  follow(page.map.shape);
  const [draft, setDraft] = useState<Draft | null>(null);
  const submit = useSubmit(['name', 'color', 'sign', 'ports', 'id']);
  const types = [...page.map.world.value?.types ?? []].sort((a, b) => typeName(a).localeCompare(typeName(b), page.session.language));
  const save = (): Promise<void> => submit.run(async () => {
    if (draft === null) return;
    const ports = draft.ports.split(/[\s,;]+/).filter(Boolean).map(Number);
    const body = { name: draft.name.trim(), color: draft.color, icon: draft.icon, ports, ...(draft.sign.trim() === '' ? {} : { sign: draft.sign.trim() }) };
    if (draft.id === null) await page.api.post('server-types', body);
    else await page.api.patch(`server-types/${encodeURIComponent(draft.id)}`, body);
    page.edits.done(t('done_changed', body.name), 1);
    setDraft(null);
  });
  const remove = async (id: string, name: string): Promise<void> => {
    try {
      await page.api.delete(`server-types/${encodeURIComponent(id)}`);
      page.edits.done(t('done_removed', name), 1);
    } catch (error) {
      page.notices.fault(sentenceOf(error));
    }
    setDraft(null);
  };
  return (
    <Dialog
      title={draft === null ? t('types') : draft.id === null ? t('type_add') : draft.name} name="types" closeLabel={t('close')} onClose={draft === null ? onClose : () => setDraft(null)}
      onSubmit={draft === null ? undefined : () => void save()}
      actions={draft === null
        ? page.mayEdit ? <Button label={t('type_add')} icon="add" kind="primary" onClick={() => setDraft(EMPTY)} /> : undefined
        : <>{draft.id === null ? null : <span class="dialog__aside"><Button label={t('delete')} kind="danger" onClick={() => void remove(draft.id ?? '', draft.name)} /></span>}<Button label={t('back')} onClick={() => setDraft(null)} /><Button label={t('save')} kind="primary" submit disabled={draft.name.trim() === '' || submit.isBusy} /></>}
    >
      {submit.sentence === '' || draft === null ? null : <Alert text={submit.sentence} />}
      {draft === null ? (
        <div class="type-rows">
          {types.map(({ id, name, color, icon, sign, ports }) => (
            <div class="type-row" key={id}>
              <span class="swatch" style={{ background: color }} />
              <span>{typeName({ id, name })} <span class="soft mono">{id}</span></span>
              <span class="soft mono">{ports.join(' ')}</span>
              {page.mayEdit ? <Button label={t('edit_name', name)} icon="edit" kind="quiet" iconOnly onClick={() => setDraft({ id, name, color, icon, sign, ports: ports.join(' ') })} /> : <span />}
            </div>
          ))}
        </div>
      ) : (
        <div class="form">
          <TextField name="name" label={t('name')} value={draft.name} onInput={(name) => setDraft({ ...draft, name })} fault={submit.faults['name'] ?? submit.faults['id']} autofocus />
          <TextField name="color" label={t('color')} type="color" value={draft.color} onInput={(color) => setDraft({ ...draft, color })} fault={submit.faults['color']} hint={t('color_hint')} />
          <IconChoice value={draft.icon} onInput={(icon) => setDraft({ ...draft, icon })} />
          <TextField name="ports" label={t('ports')} value={draft.ports} onInput={(ports) => setDraft({ ...draft, ports })} placeholder="22 443" fault={Object.entries(submit.faults).find(([field]) => field.startsWith('ports'))?.[1]} hint={t('ports_hint')} mono />
          <TextField name="sign" label={t('sign')} value={draft.sign} onInput={(sign) => setDraft({ ...draft, sign })} fault={submit.faults['sign']} hint={t('sign_hint')} />
        </div>
      )}
    </Dialog>
  );
}
