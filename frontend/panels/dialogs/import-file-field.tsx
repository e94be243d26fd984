import { useRef, useState } from 'preact/hooks';
import { bytes } from '../../state/format.ts';
import { t } from '../../state/words.ts';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icons/icon.tsx';

/** A place to drop a file, and a button to choose one. */
export function FileField({ file, onFile }: { readonly file: File | null; readonly onFile: (file: File) => void }) {
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
      <input ref={input} type="file" accept=".json,.yaml,.yml,.csv,.tsv,application/json,application/yaml,text/csv" hidden onChange={(event) => take(event.currentTarget.files)} />
    </div>
  );
}
