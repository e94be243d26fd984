import { useEffect, useState } from 'preact/hooks';
import { CONNECTION_TYPES, type ConnectionType } from '../../../backend/contract/statuses.ts';
import { sentenceOf } from '../../state/api.ts';
import { t } from '../../state/words.ts';
import { SelectField, TextField } from '../../ui/fields.tsx';
import { usePage } from '../page-context.ts';
import { Alert } from './alert.tsx';
import type { DialogOf } from './dialog-host.tsx';
import { FormDialog } from './form-dialog.tsx';
import { useSubmit } from './use-submit.ts';

/** Changes the type and the label of a connection. */
export function ConnectionDialog({ request, onClose }: DialogOf<'edit-connection'>) {
  const page = usePage();
  const [draft, setDraft] = useState<{ type: ConnectionType; label: string } | null>(null);
  const [missing, setMissing] = useState('');
  const submit = useSubmit(['type', 'label']);
  useEffect(() => {
    page.api.call((client) => client.connections.get(request.id)).then(({ type, label }) => setDraft({ type, label }), (error: unknown) => setMissing(sentenceOf(error)));
  }, [request.id]);
  const send = (): Promise<void> => submit.run(async () => {
    if (draft === null) return;
    await page.api.patch(`connections/${encodeURIComponent(request.id)}`, draft);
    page.edits.done(t('done_changed_connection'), 1);
    onClose();
  });
  return (
    <FormDialog title={t('edit_connection_title')} name={request.kind} size="small" onClose={onClose} submit={submit} submitLabel={t('save')} onSubmit={() => void send()} isDisabled={draft === null}>
      {missing === '' ? null : <Alert text={missing} />}
      {draft === null ? null : (
        <>
          <SelectField name="type" label={t('connection_type')} value={draft.type} options={CONNECTION_TYPES.map((value) => ({ value, label: t(`connection_${value}`) }))} onInput={(type) => setDraft({ ...draft, type: type as ConnectionType })} fault={submit.faults['type']} />
          <TextField name="label" label={t('label')} value={draft.label} onInput={(label) => setDraft({ ...draft, label })} fault={submit.faults['label']} />
        </>
      )}
    </FormDialog>
  );
}
