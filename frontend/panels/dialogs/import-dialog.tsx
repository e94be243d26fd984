import { useState } from 'preact/hooks';
import { mediaTypeOf } from '../../../backend/contract/formats.ts';
import { faultsOf, sentenceOf } from '../../state/api.ts';
import { t } from '../../state/words.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Segments } from '../../ui/fields.tsx';
import { usePage } from '../page-context.ts';
import { CsvColumns } from './csv-columns.tsx';
import type { DialogOf } from './dialog-host.tsx';
import { FileField } from './import-file-field.tsx';
import { Outcome } from './import-outcome.tsx';
import { useTrial } from './use-trial.ts';

type Mode = 'merge' | 'replace';

/** Imports a file: of a table asks first which column is what, says what it would change, and changes it only when told so. */
export function ImportDialog({ request, onClose }: DialogOf<'import'>) {
  const page = usePage();
  const [file, setFile] = useState<File | null>(request.file ?? null);
  const [mode, setMode] = useState<Mode>('merge');
  const [columns, setColumns] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const isTable = file !== null && mediaTypeOf(file.name) === 'text/csv';
  const options = { mode, type: file === null ? 'application/json' : mediaTypeOf(file.name), ...(columns !== null && { columns }) };
  const [trial, setTrial] = useTrial(file, options, `${mode} ${columns ?? ''}`, !isTable || columns !== null);

  const choose = (chosen: File): void => {
    setColumns(null);
    setFile(chosen);
  };

  const apply = async (): Promise<void> => {
    if (file === null || isBusy) return;
    setBusy(true);
    try {
      const { added, changed, removed } = await page.api.call((client) => client.import(file, options));
      page.edits.done(t('done_imported', added, changed, removed), 1);
      onClose();
      page.showAllSoon();
    } catch (error) {
      setTrial({ sentence: sentenceOf(error), faults: faultsOf(error) });
    } finally {
      setBusy(false);
    }
  };

  const changes = trial !== null && 'report' in trial ? trial.report.added + trial.report.changed + trial.report.removed : 0;
  return (
    <Dialog
      title={t('import_title')} name="import" closeLabel={t('close')} onClose={onClose}
      actions={<><Button label={t('cancel')} onClick={onClose} /><Button label={isBusy ? t('importing') : t('import_apply')} kind="primary" name="submit" disabled={changes === 0 || isBusy} onClick={() => void apply()} /></>}
    >
      <FileField file={file} onFile={choose} />
      {file === null ? <p class="soft">{t('import_text')}</p> : <Segments name="mode" label={t('import_mode')} value={mode} onInput={(value) => setMode(value as Mode)} options={[{ value: 'merge', label: t('import_merge') }, { value: 'replace', label: t('import_replace') }]} />}
      {isTable ? <CsvColumns key={`${file.name} ${file.lastModified} ${file.size}`} file={file} onColumns={setColumns} /> : null}
      {file !== null && trial === null ? <p role="status" class="soft">{t('import_checking')}</p> : null}
      {trial === null ? null : <Outcome trial={trial} />}
    </Dialog>
  );
}
