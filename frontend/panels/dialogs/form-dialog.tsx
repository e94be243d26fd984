import type { ComponentChildren } from 'preact';
import { t } from '../../state/words.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog, type DialogProps } from '../../ui/dialog.tsx';
import { Alert } from './alert.tsx';
import type { Submit } from './use-submit.ts';

type Props = Pick<DialogProps, 'title' | 'onClose' | 'size' | 'name'> & {
  readonly submit: Submit;
  readonly submitLabel: string;
  readonly onSubmit: () => void;
  readonly children: ComponentChildren;
  readonly aside?: ComponentChildren;
  readonly isDisabled?: boolean;
  readonly isDanger?: boolean;
};

/** A dialog with a form: what went wrong above it, Cancel and one button below it. */
export function FormDialog({ submit, submitLabel, onSubmit, children, aside, isDisabled = false, isDanger = false, ...dialog }: Props) {
  return (
    <Dialog
      {...dialog} closeLabel={t('close')} onSubmit={() => { if (!isDisabled) onSubmit(); }}
      actions={<>{aside}<Button label={t('cancel')} onClick={dialog.onClose} /><Button label={submitLabel} kind={isDanger ? 'danger' : 'primary'} submit disabled={submit.isBusy || isDisabled} name="submit" /></>}
    >
      {submit.sentence === '' ? null : <Alert text={submit.sentence} />}
      {children}
    </Dialog>
  );
}
