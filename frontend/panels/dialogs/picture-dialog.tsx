import { useEffect, useState } from 'preact/hooks';
import { PICTURE_KINDS, PICTURE_PARTS, wishOf, type PictureKind, type PictureMaker, type PicturePart } from '../../state/picture.ts';
import { number, t } from '../../state/words.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { CheckField, Segments, TextField } from '../../ui/fields.tsx';
import { usePage } from '../page-context.ts';
import { Alert } from './alert.tsx';
import type { DialogOf } from './dialog-host.tsx';

const SCALES = [1, 2, 3, 4];
const TYPES = { svg: 'image/svg+xml', html: 'text/html' } as const;

/** The map as a picture: as pixels, as vectors, as a page of its own, or on paper. */
export function PictureDialog({ onClose }: DialogOf<'export-picture'>) {
  const page = usePage();
  const hasSelection = page.selection.servers.value.size > 0;
  const [maker, setMaker] = useState<PictureMaker | null>(null);
  const [kind, setKind] = useState<PictureKind>('png');
  const [part, setPart] = useState<PicturePart>(hasSelection ? 'selection' : 'all');
  const [title, setTitle] = useState('Unlimited Cluster');
  const [scale, setScale] = useState(2);
  const [isTransparent, setTransparent] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [fault, setFault] = useState('');
  useEffect(() => void page.port?.pictures().then(setMaker, () => setFault(t('fault_chunk'))), []);
  const wish = wishOf(page, part, { title, isTransparent: isTransparent && kind !== 'html', scale });
  const facts = maker?.facts(wish);
  const isTooLarge = facts !== undefined && ((kind === 'png' && !facts.fits) || (kind === 'html' && !facts.fitsPage));
  const make = async (): Promise<void> => {
    if (maker === null) return;
    setBusy(true);
    setFault('');
    try {
      if (kind === 'print') await maker.print(wish);
      else save(kind === 'png' ? await maker.png(wish) : new Blob([await maker[kind](wish)], { type: TYPES[kind] }), `${nameOf(title)}.${kind}`);
      onClose();
    } catch {
      setFault(t('picture_fault'));
      setBusy(false);
    }
  };
  return (
    <Dialog
      title={t('picture')} name="export-picture" closeLabel={t('close')} onClose={onClose} onSubmit={() => void make()}
      actions={<><Button label={t('cancel')} onClick={onClose} /><Button label={kind === 'print' ? t('picture_print') : t('picture_save')} kind="primary" submit disabled={maker === null || isBusy || isTooLarge} /></>}
    >
      {fault === '' ? null : <Alert text={fault} />}
      <div class="form">
        <Segments label={t('picture_kind')} name="kind" value={kind} options={PICTURE_KINDS.map((value) => ({ value, label: t(`picture_kind_${value}`) }))} isGrid onInput={(value) => setKind(value as PictureKind)} />
        <Segments label={t('picture_part')} name="part" value={part} options={PICTURE_PARTS.map((value) => ({ value, label: t(`picture_part_${value}`), disabled: value === 'selection' && !hasSelection }))} onInput={(value) => setPart(value as PicturePart)} />
        {kind === 'png' ? <Segments label={t('picture_scale')} name="scale" value={String(scale)} options={SCALES.map((value) => ({ value: String(value), label: `${value}×` }))} onInput={(value) => setScale(Number(value))} /> : null}
        {kind === 'png' || kind === 'svg' ? <CheckField label={t('picture_clear')} name="transparent" checked={isTransparent} onInput={setTransparent} /> : null}
        {kind === 'print' ? null : <TextField name="title" label={t('name')} value={title} onInput={setTitle} wide />}
      </div>
      {facts === undefined || kind !== 'png' ? null : <p class="soft" role="status">{facts.fits ? t('picture_size', number(facts.width), number(facts.height)) : t('picture_too_large', number(facts.width), number(facts.height))}</p>}
      {kind === 'html' && facts !== undefined ? <p class="soft" role="status">{facts.fitsPage ? t('picture_page') : t('picture_page_too_large', facts.pageMost)}</p> : null}
    </Dialog>
  );
}

const nameOf = (title: string): string => title.normalize('NFKD').replace(/\p{M}+/gu, '').toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '') || 'map';

function save(blob: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
