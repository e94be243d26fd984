import { many, t } from '../../state/words.ts';
import { usePage } from '../page-context.ts';
import type { DialogOf } from './dialog-host.tsx';
import { FormDialog } from './form-dialog.tsx';
import { useSubmit } from './use-submit.ts';

/** Asks before many servers go, although they can be brought back. */
export function ConfirmDelete({ request, onClose }: DialogOf<'confirm-delete'>) {
  const page = usePage();
  const submit = useSubmit([]);
  const send = (): Promise<void> => submit.run(async () => {
    onClose();
    await page.edits.removeServers(request.ids);
  });
  const count = request.ids.length;
  return (
    <FormDialog title={many('confirm_delete_title', count)} name={request.kind} size="small" onClose={onClose} submit={submit} submitLabel={many('confirm_delete_submit', count)} onSubmit={() => void send()} isDanger>
      <p>{t('confirm_delete_text')}</p>
    </FormDialog>
  );
}
