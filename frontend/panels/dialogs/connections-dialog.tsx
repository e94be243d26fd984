import { useState } from 'preact/hooks';
import { CONNECTION_TYPES, type ConnectionType } from '../../../backend/contract/statuses.ts';
import { many, t } from '../../state/words.ts';
import { SelectField } from '../../ui/fields.tsx';
import { usePage } from '../page-context.ts';
import type { DialogOf } from './dialog-host.tsx';
import { FormDialog } from './form-dialog.tsx';
import { UNCHANGED, UNCHANGED_STROKE, withStroke } from './style-draft.ts';
import { StyleFields } from './style-fields.tsx';
import { useSubmit } from './use-submit.ts';

/** Changes several connections at once. What is left as it is stays so on each of them. */
export function ConnectionsDialog({ request, onClose }: DialogOf<'edit-connections'>) {
  const page = usePage();
  const [type, setType] = useState<ConnectionType | ''>('');
  const [stroke, setStroke] = useState(UNCHANGED_STROKE);
  const submit = useSubmit([]);
  const isSame = type === UNCHANGED && Object.entries(stroke).every(([key, value]) => key === 'own' || value === UNCHANGED);
  const send = (): Promise<void> => submit.run(async () => {
    const { world } = page;
    if (world === null) return;
    const rows = request.ids.map((id) => world.connectionIndexOf(id)).filter((row) => row >= 0);
    await page.edits.changeConnections(rows.map((row) => ({
      ...world.connectionEnds(row), style: withStroke(world.links.dressOf(row)?.style ?? {}, stroke), ...(type === '' ? {} : { type }),
    })), (count) => many('done_changed_connections', count));
    onClose();
  });
  return (
    <FormDialog title={many('edit_connections_title', request.ids.length)} name={request.kind} onClose={onClose} submit={submit} submitLabel={t('save')} onSubmit={() => void send()} isDisabled={isSame}>
      <p class="soft">{t('edit_connections_text')}</p>
      <div class="form">
        <SelectField name="type" label={t('connection_type')} value={type} options={[{ value: UNCHANGED, label: t('unchanged') }, ...CONNECTION_TYPES.filter((value) => value !== 'cluster_internal').map((value) => ({ value, label: t(`connection_${value}`) }))]} onInput={(value) => setType(value as ConnectionType | '')} />
        <StyleFields ofMany draft={stroke} faults={submit.faults} onInput={(part) => setStroke({ ...stroke, ...part })} />
      </div>
    </FormDialog>
  );
}
