import { useEffect, useRef, useState } from 'preact/hooks';
import { AREA_BORDERS, TEXT_ORIENTATIONS } from '../../../backend/contract/strokes.ts';
import { remove } from '../../interaction/commands/edit-commands.ts';
import { focusSelection } from '../../interaction/commands/view-commands.ts';
import { follow } from '../../state/follow.ts';
import type { SelectedItem } from '../../state/selection.ts';
import { t } from '../../state/words.ts';
import { CheckField, SelectField, TextField } from '../../ui/fields.tsx';
import { CommandButton } from '../command-button.tsx';
import { usePage } from '../page-context.ts';
import { PanelFrame, Section } from './panel-frame.tsx';
import { StrokeFields } from './stroke-fields.tsx';

const NOUNS = { area: 'areas', text: 'texts', line: 'lines' } as const;
export type DrawingKind = keyof typeof NOUNS;

/** An area, a text or a line of somebody's own: everything about it can be changed in place, each change by itself. */
export function DrawingPanel({ item }: { readonly item: SelectedItem & { readonly kind: DrawingKind } }) {
  const page = usePage();
  follow(page.map.shape);
  const drawings = page.map.world.value?.drawings;
  const noun = NOUNS[item.kind];
  const row = drawings?.get(noun, item.id);
  const patch = (change: object): void => void page.drawing.patch(noun, item.id, change);
  const form = useRef<HTMLDivElement>(null);
  const isHere = row !== undefined;
  // Who has just written a text goes on by saying what it says. On a phone the keyboard would cover it.
  useEffect(() => {
    if (!isHere || page.drawing.made !== item.id) return;
    page.drawing.made = null;
    const field = form.current?.querySelector<HTMLInputElement>('[name="name"]');
    if (page.map.isNarrow.peek() || field === undefined || field === null) return;
    field.focus();
    field.select();
  }, [isHere, item.id]);
  if (row === undefined) return null;
  return (
    <PanelFrame
      title={row.name === '' ? t(item.kind) : row.name} name={item.kind} onClose={() => page.selection.clear()} sub={<span>{t(item.kind)}</span>}
      actions={<><CommandButton command={focusSelection} iconOnly /><CommandButton command={remove} kind="danger" iconOnly /></>}
    >
      {page.mayEdit ? (
        <Section title={t('details')}>
          <div class="form" key={item.id} ref={form}>
            {item.kind === 'area' ? <AreaFields id={item.id} patch={patch} /> : null}
            {item.kind === 'text' ? <TextFields id={item.id} patch={patch} /> : null}
            {item.kind === 'line' ? <LineFields id={item.id} patch={patch} /> : null}
            <CheckField name="locked" label={t('locked')} hint={t('locked_hint')} checked={row.locked} onInput={(locked) => patch({ locked })} />
          </div>
        </Section>
      ) : null}
    </PanelFrame>
  );
}

type Fields = { readonly id: string; readonly patch: (change: object) => void };

function AreaFields({ id, patch }: Fields) {
  const row = usePage().map.world.value?.drawings.get('areas', id);
  if (row === undefined) return null;
  return (
    <>
      <Written name="name" label={t('name')} value={row.name} onWritten={(name) => patch({ name })} />
      <Written name="color" label={t('color')} type="color" value={row.color} onWritten={(color) => patch({ color })} />
      <SelectField name="border" label={t('border')} value={row.border} options={AREA_BORDERS.map((value) => ({ value, label: t(`border_${value}`) }))} onInput={(border) => patch({ border })} />
      <OrderField value={row.order} onWritten={(order) => patch({ order })} />
    </>
  );
}

function TextFields({ id, patch }: Fields) {
  const row = usePage().map.world.value?.drawings.get('texts', id);
  if (row === undefined) return null;
  return (
    <>
      <Written name="name" label={t('text')} value={row.name} onWritten={(name) => { if (name !== '') patch({ name }); }} />
      <Written name="size" label={t('text_size')} type="number" value={String(row.size)} onWritten={(size) => patch({ size: Number(size) })} />
      <SelectField name="orientation" label={t('text_axis')} value={row.orientation} options={TEXT_ORIENTATIONS.map((value) => ({ value, label: t(`text_axis_${value}`) }))} onInput={(orientation) => patch({ orientation })} />
      <Written name="color" label={t('color')} type="color" value={row.color ?? '#5B6882'} onWritten={(color) => patch({ color })} />
      <CheckField name="is_bold" label={t('text_bold')} checked={row.is_bold} onInput={(isBold) => patch({ is_bold: isBold })} />
    </>
  );
}

function LineFields({ id, patch }: Fields) {
  const row = usePage().map.world.value?.drawings.get('lines', id);
  if (row === undefined) return null;
  return <StrokeFields style={row.style} onChange={(style) => patch({ style })} />;
}

function OrderField({ value, onWritten }: { readonly value: number; readonly onWritten: (order: number) => void }) {
  return <Written name="order" label={t('order')} hint={t('order_hint')} type="number" value={String(value)} onWritten={(order) => onWritten(Math.round(Number(order)))} />;
}

type WrittenProps = { readonly name: string; readonly label: string; readonly hint?: string; readonly type?: 'text' | 'number' | 'color'; readonly value: string; readonly onWritten: (value: string) => void };

/** A field whose value is sent when the reader is done with it: on leaving it, or with Enter. */
export function Written({ name, label, hint, type = 'text', value, onWritten }: WrittenProps) {
  const [draft, setDraft] = useState<string | null>(null);
  /** What it was when the reader began. */
  const [begun, setBegun] = useState(value);
  const send = (): void => {
    if (draft !== null && draft.trim() !== value && !(type === 'number' && !Number.isFinite(Number(draft)))) onWritten(draft.trim());
    setDraft(null);
  };
  return (
    <div onFocusOut={send} onKeyDown={(event) => { if (event.key === 'Enter') send(); }}>
      <TextField
        name={name} label={label} hint={draft !== null && begun !== value ? t('meanwhile', value) : hint} type={type} value={draft ?? value}
        onInput={(next) => {
          if (draft === null) setBegun(value);
          setDraft(next);
        }}
      />
    </div>
  );
}
