import type { Connection } from '../../../backend/contract/connection.ts';
import { CONNECTION_TYPES, type ConnectionType } from '../../../backend/contract/statuses.ts';
import { many, t } from '../../state/words.ts';
import { Button } from '../../ui/button.tsx';
import { SelectField, TextField } from '../../ui/fields.tsx';
import { usePage } from '../page-context.ts';
import { Alert } from './alert.tsx';
import { ClashAlert } from './clash-alert.tsx';
import { connectionDraftOf, connectionPatchOf, EMPTY_CONNECTION, type ConnectionDraft } from './connection-draft.ts';
import type { DialogOf } from './dialog-host.tsx';
import { FormDialog } from './form-dialog.tsx';
import { LabelRows } from './label-rows.tsx';
import { savedText } from './saved-text.ts';
import { StyleFields } from './style-fields.tsx';
import { useEdited } from './use-edited.ts';
import { useSubmit } from './use-submit.ts';

/** Changes a connection: its type and label, how its line is drawn, and the texts along it. */
export function ConnectionDialog({ request, onClose }: DialogOf<'edit-connection'>) {
  const page = usePage();
  const edited = useEdited<Connection, ConnectionDraft>({ noun: 'connections', id: request.id, empty: EMPTY_CONNECTION, draftOf: connectionDraftOf, patchOf: connectionPatchOf });
  const submit = useSubmit(['type', 'label', 'style.color', 'style.width']);
  const { draft, set } = edited;
  const labels = { type: t('connection_type'), label: t('label'), stroke: t('line'), labels: t('line_labels'), waypoints: t('waypoints') };
  const send = (): Promise<void> => submit.run(async () => {
    const saved = await edited.save();
    if (saved.kind === 'clash') return;
    if (saved.kind === 'saved') page.edits.done(savedText(t('done_changed_connection'), saved, labels), 1);
    onClose();
  });
  const labelFault = Object.entries(submit.faults).find(([field]) => field.startsWith('style.labels'))?.[1];
  return (
    <FormDialog title={t('edit_connection_title')} name={request.kind} onClose={onClose} submit={submit} submitLabel={t('save')} onSubmit={() => void send()} isDisabled={edited.before === null || edited.clash !== null}>
      {edited.missing === '' ? null : <Alert text={edited.missing} />}
      <ClashAlert edited={edited} labels={labels} />
      {edited.before === null ? null : (
        <div class="form">
          <SelectField name="type" label={t('connection_type')} value={draft.type} options={CONNECTION_TYPES.map((value) => ({ value, label: t(`connection_${value}`) }))} onInput={(type) => set({ type: type as ConnectionType })} fault={submit.faults['type']} />
          <TextField name="label" label={t('label')} value={draft.label} onInput={(label) => set({ label })} fault={submit.faults['label']} />
          <StyleFields draft={draft.stroke} faults={submit.faults} onInput={(part) => set({ stroke: { ...draft.stroke, ...part } })} />
          <LabelRows labels={draft.labels} isDouble={draft.stroke.pattern.startsWith('double')} fault={labelFault} onInput={(rows) => set({ labels: rows })} />
          {(draft.waypoints?.length ?? 0) === 0 ? null : (
            <p class="soft">{many('through_tiles', draft.waypoints?.length ?? 0)} <Button label={t('straighten')} name="straighten" onClick={() => set({ waypoints: undefined })} /></p>
          )}
        </div>
      )}
    </FormDialog>
  );
}
