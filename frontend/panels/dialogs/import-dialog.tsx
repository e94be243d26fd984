import { useEffect, useRef, useState } from 'preact/hooks';
import type { ImportReport } from '../../../backend/contract/export.ts';
import type { Fault } from '../../../backend/contract/problem.ts';
import { faultsOf, sentenceOf } from '../../state/api.ts';
import { bytes } from '../../state/format.ts';
import { many, number, t } from '../../state/words.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Segments } from '../../ui/fields.tsx';
import { Icon } from '../../ui/icons/icon.tsx';
import { usePage } from '../page-context.ts';
import { Alert } from './alert.tsx';
import type { DialogOf } from './dialog-host.tsx';

type Mode = 'merge' | 'replace';
type Trial = { readonly report: ImportReport } | { readonly sentence: string; readonly faults: readonly Fault[] } | null;

const LISTED = 200;

/** Imports a file: says first what it would change, and changes it only when told so. */
export function ImportDialog({ request, onClose }: DialogOf<'import'>) {
  const page = usePage();
  const [file, setFile] = useState<File | null>(request.file ?? null);
  const [mode, setMode] = useState<Mode>('merge');
  const [trial, setTrial] = useState<Trial>(null);
  const [isBusy, setBusy] = useState(false);

  useEffect(() => {
    if (file === null) return;
    let isWanted = true;
    setTrial(null);
    page.api.call((client) => client.import(file, { dryRun: true, mode })).then(
      (report) => { if (isWanted) setTrial({ report }); },
      (error: unknown) => { if (isWanted) setTrial({ sentence: sentenceOf(error), faults: faultsOf(error) }); },
    );
    return () => { isWanted = false; };
  }, [file, mode]);

  const apply = async (): Promise<void> => {
    if (file === null || isBusy) return;
    setBusy(true);
    try {
      const { added, changed, removed } = await page.api.call((client) => client.import(file, { mode }));
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
      <FileField file={file} onFile={setFile} />
      {file === null ? <p class="soft">{t('import_text')}</p> : <Segments name="mode" label={t('import_mode')} value={mode} onInput={(value) => setMode(value as Mode)} options={[{ value: 'merge', label: t('import_merge') }, { value: 'replace', label: t('import_replace') }]} />}
      {file !== null && trial === null ? <p role="status" class="soft">{t('import_checking')}</p> : null}
      {trial === null ? null : <Outcome trial={trial} />}
    </Dialog>
  );
}

function Outcome({ trial }: { readonly trial: NonNullable<Trial> }) {
  if ('sentence' in trial) {
    return (
      <Alert text={trial.faults.length === 0 ? trial.sentence : many('import_faults', trial.faults.length)}>
        {trial.faults.length === 0 ? null : <ul>{trial.faults.slice(0, LISTED).map(({ pointer, message }, place) => <li key={place}><span class="mono">{pointer}</span> {message}</li>)}</ul>}
      </Alert>
    );
  }
  const { added, changed, removed, warnings } = trial.report;
  return (
    <>
      <div class="diff" role="status">
        <div><strong data-diff="added">{number(added)}</strong>{t('diff_added')}</div>
        <div><strong data-diff="changed">{number(changed)}</strong>{t('diff_changed')}</div>
        <div><strong data-diff="removed">{number(removed)}</strong>{t('diff_removed')}</div>
      </div>
      {added + changed + removed === 0 ? <Alert kind="info" text={t('import_same')} /> : null}
      {warnings.length === 0 ? null : <Alert kind="warning" text={many('import_warnings', warnings.length)}><ul>{warnings.slice(0, LISTED).map((warning, place) => <li key={place}>{warning}</li>)}</ul></Alert>}
    </>
  );
}

function FileField({ file, onFile }: { readonly file: File | null; readonly onFile: (file: File) => void }) {
  const input = useRef<HTMLInputElement>(null);
  const [isOver, setOver] = useState(false);
  const take = (files: FileList | null | undefined): void => {
    const chosen = files?.[0];
    if (chosen !== undefined) onFile(chosen);
  };
  return (
    <div
      class={`drop${isOver ? ' drop--over' : ''}`} onDragOver={(event) => { event.preventDefault(); setOver(true); }} onDragLeave={() => setOver(false)}
      onDrop={(event) => { event.preventDefault(); setOver(false); take(event.dataTransfer?.files); }}
    >
      <Icon name="upload" />
      <span>{file === null ? t('import_drop') : `${file.name} · ${bytes(file.size)}`}</span>
      <Button label={file === null ? t('import_choose') : t('import_other')} onClick={() => input.current?.click()} />
      <input ref={input} type="file" accept=".json,application/json" hidden onChange={(event) => take(event.currentTarget.files)} />
    </div>
  );
}
