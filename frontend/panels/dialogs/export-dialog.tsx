import { useState } from 'preact/hooks';
import { sentenceOf } from '../../state/api.ts';
import { t } from '../../state/words.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { usePage } from '../page-context.ts';
import { Alert } from './alert.tsx';
import type { DialogOf } from './dialog-host.tsx';
import { EXPORT_CHOICES, type ExportFile } from './export-formats.ts';

/** Takes the map away as a file, in one of several formats. */
export function ExportDialog({ onClose }: DialogOf<'export'>) {
  const page = usePage();
  const [chosen, setChosen] = useState(EXPORT_CHOICES[0]?.id ?? '');
  const [isBusy, setBusy] = useState(false);
  const [fault, setFault] = useState('');

  const run = async (): Promise<void> => {
    const choice = EXPORT_CHOICES.find(({ id }) => id === chosen);
    if (choice === undefined || isBusy) return;
    setBusy(true);
    setFault('');
    try {
      save(await choice.make(page));
      onClose();
    } catch (error) {
      setFault(sentenceOf(error));
    } finally {
      setBusy(false);
    }
  };

  return (
    <Dialog
      title={t('export_title')} name="export" closeLabel={t('close')} onClose={onClose} onSubmit={() => void run()}
      actions={<><Button label={t('cancel')} onClick={onClose} /><Button label={isBusy ? t('exporting') : t('export_save')} kind="primary" submit name="submit" disabled={isBusy} /></>}
    >
      {fault === '' ? null : <Alert text={fault} />}
      <fieldset class="choices">
        <legend class="field__label">{t('export_format')}</legend>
        {EXPORT_CHOICES.map(({ id }) => (
          <label key={id} class="choice">
            <input type="radio" name="format" value={id} checked={id === chosen} onChange={() => setChosen(id)} />
            <span><strong>{t(`export_${id.replace('-', '_')}`)}</strong><span class="soft">{t(`export_${id.replace('-', '_')}_hint`)}</span></span>
          </label>
        ))}
      </fieldset>
    </Dialog>
  );
}

function save({ blob, name }: ExportFile): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
