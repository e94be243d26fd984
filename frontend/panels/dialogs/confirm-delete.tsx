import { amountsText, sizeOf } from '../../state/removal.ts';
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
    await page.edits.remove(request.removal, request.text);
  });
  const count = sizeOf(request.removal);
  const isServersOnly = count === request.removal.servers?.length;
  const title = isServersOnly ? many('confirm_delete_title', count) : t('confirm_delete_mixed', amountsText(request.removal));
  return (
    <FormDialog title={title} name={request.kind} size="small" onClose={onClose} submit={submit} submitLabel={isServersOnly ? many('confirm_delete_submit', count) : t('delete')} onSubmit={() => void send()} isDanger>
      <p>{t('confirm_delete_text')}</p>
    </FormDialog>
  );
}
