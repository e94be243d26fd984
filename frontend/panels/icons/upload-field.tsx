import { useEffect, useRef, useState } from 'preact/hooks';
import { uploadIcons, type Progress, type Uploaded } from '../../state/icons/icon-edits.ts';
import { many, t } from '../../state/words.ts';
import { Button } from '../../ui/button.tsx';
import { CheckField } from '../../ui/fields.tsx';
import { Icon } from '../../ui/icons/icon.tsx';
import { Alert } from '../dialogs/alert.tsx';
import { usePage } from '../page-context.ts';
import { AddressField } from './address-field.tsx';
import { ScaleField } from './scale-field.tsx';

const LISTED = 100;

/** Takes pictures and packs in, by choice of files or dropped here or on the map: tells how far it is, and what could not be taken. */
export function UploadField() {
  const page = usePage();
  const input = useRef<HTMLInputElement>(null);
  const [isOver, setOver] = useState(false);
  const [isIsometric, setIsometric] = useState(true);
  const [scale, setScale] = useState(1);
  const [progress, setProgress] = useState<Progress | null>(null);
  const [outcome, setOutcome] = useState<Uploaded | null>(null);
  const take = async (files: readonly File[]): Promise<void> => {
    if (files.length === 0) return;
    setOutcome(null);
    setOutcome(await uploadIcons(page, files, { isIsometric, scale }, setProgress));
    setProgress(null);
  };
  const dropped = page.icons.dropped.value;
  useEffect(() => {
    if (dropped.length === 0) return;
    page.icons.dropped.value = [];
    void take(dropped);
  }, [dropped]);
  return (
    <section
      class={`section upload${isOver ? ' drop--over' : ''}`} onDragOver={(event) => { event.preventDefault(); setOver(true); }} onDragLeave={() => setOver(false)}
      onDrop={(event) => { event.preventDefault(); setOver(false); void take([...event.dataTransfer?.files ?? []]); }}
    >
      <div class="section__head"><h3>{t('icons_upload')}</h3></div>
      <div class="drop">
        <Icon name="upload" /><span>{t('icons_drop')}</span>
        <Button label={t('icons_choose')} name="choose-icons" disabled={progress !== null} onClick={() => input.current?.click()} />
        <input
          ref={input} type="file" multiple hidden name="icon-files" accept="image/*,.svg,.json,application/json"
          onChange={(event) => { void take([...event.currentTarget.files ?? []]); event.currentTarget.value = ''; }}
        />
      </div>
      <AddressField wish={{ isIsometric, scale }} onOutcome={setOutcome} />
      <CheckField name="upload_isometric" label={t('icons_isometric')} hint={t('icons_isometric_hint')} checked={isIsometric} onInput={setIsometric} />
      <ScaleField value={scale} onInput={setScale} />
      {progress === null ? null : (
        <p role="status" class="upload__progress">{progress.kind === 'reading' ? t('icons_reading', progress.done, progress.of) : many('icons_sending', progress.count)}
          <progress {...(progress.kind === 'reading' ? { value: progress.done, max: progress.of } : {})} />
        </p>
      )}
      {outcome === null ? null : <Outcome outcome={outcome} />}
    </section>
  );
}

function Outcome({ outcome: { added, faults, warnings } }: { readonly outcome: Uploaded }) {
  return (
    <>
      {added > 0 ? <p role="status" data-added={added}>{many('icons_came', added)}</p> : null}
      {faults.length === 0 ? null : (
        <Alert text={many('icons_refused', faults.length)}>
          <ul>{faults.slice(0, LISTED).map(({ name, why }, place) => <li key={place}>{name === '' ? null : <b>{name} </b>}{why}</li>)}</ul>
        </Alert>
      )}
      {warnings.length === 0 ? null : <Alert kind="warning" text={many('icons_cleaned', warnings.length)}><ul>{warnings.slice(0, LISTED).map((warning, place) => <li key={place}>{warning}</li>)}</ul></Alert>}
    </>
  );
}
