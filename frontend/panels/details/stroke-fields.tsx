import { LINE_LABELS_MAX } from '../../../backend/contract/limits.ts';
import type { LineLabel, LineStyle } from '../../../backend/contract/look.ts';
import { ARROWS, LINE_DASHES, LINE_PATTERNS } from '../../../backend/contract/strokes.ts';
import { t } from '../../state/words.ts';
import { Button } from '../../ui/button.tsx';
import { CheckField, SelectField } from '../../ui/fields.tsx';
import { WIDTHS } from '../dialogs/style-fields.tsx';
import { Written } from './drawing-panel.tsx';

type Props = { readonly style: LineStyle; readonly onChange: (patch: Record<string, unknown>) => void };

const DEFAULT_COLOUR = '#5B6882';
/** Value of a choice that names nothing: the width that lines have. */
const NORMAL = '';

/** How a line is drawn: colour, width, dash, strands, heads and what is written on it. A change names only what differs. */
export function StrokeFields({ style, onChange }: Props) {
  const choices = <Word extends string>(words: readonly Word[], prefix: string): { value: Word; label: string }[] => words.map((value) => ({ value, label: t(`${prefix}_${value}`) }));
  const width = style.width === undefined ? NORMAL : String(style.width);
  const widths = [{ value: NORMAL, label: t('width_normal') }, ...WIDTHS.map(([value, label]) => ({ value, label: t(label) }))];
  return (
    <>
      <Written name="line_color" label={t('color')} type="color" value={style.color ?? DEFAULT_COLOUR} onWritten={(color) => onChange({ color })} />
      <SelectField
        name="line_width" label={t('width')} value={width} options={widths.some(({ value }) => value === width) ? widths : [...widths, { value: width, label: width }]}
        onInput={(value) => onChange({ width: value === NORMAL ? null : Number(value) })}
      />
      <SelectField name="line_dash" label={t('line_dash')} value={style.dash ?? 'solid'} options={choices(LINE_DASHES, 'line_dash')} onInput={(dash) => onChange({ dash })} />
      <SelectField name="line_pattern" label={t('line_pattern')} value={style.pattern ?? 'single'} options={choices(LINE_PATTERNS, 'line_pattern')} onInput={(pattern) => onChange({ pattern })} />
      <SelectField name="line_arrow" label={t('line_arrow')} value={style.arrow ?? 'end'} options={choices(ARROWS, 'line_arrow')} onInput={(arrow) => onChange({ arrow })} />
      <Labels labels={style.labels ?? []} isDouble={style.pattern !== undefined && style.pattern !== 'single'} onChange={(labels) => onChange({ labels: labels.length === 0 ? null : labels })} />
    </>
  );
}

type LabelsProps = { readonly labels: readonly LineLabel[]; readonly isDouble: boolean; readonly onChange: (labels: readonly LineLabel[]) => void };

/** The texts on a line, each with its place, its height, its lead and, of a double line, its strand. */
function Labels({ labels, isDouble, onChange }: LabelsProps) {
  const set = (index: number, part: Partial<LineLabel>): void => onChange(labels.map((label, at) => (at === index ? { ...label, ...part } : label)));
  return (
    <fieldset class="field field--wide">
      <legend class="field__label">{t('line_labels')}</legend>
      {labels.map((label, index) => (
        <div class="form" key={index}>
          <Written name={`label_${index}`} label={t('text')} value={label.text} onWritten={(text) => (text === '' ? onChange(labels.toSpliced(index, 1)) : set(index, { text }))} />
          <Written name={`label_place_${index}`} label={t('label_place')} type="number" value={String(label.position_percent ?? 50)} onWritten={(value) => set(index, { position_percent: Number(value) })} />
          <Written name={`label_height_${index}`} label={t('label_height')} type="number" value={String(label.height ?? 0)} onWritten={(value) => set(index, { height: Number(value) })} />
          {isDouble ? <SelectField name={`label_strand_${index}`} label={t('label_strand')} value={String(label.strand ?? 1)} options={['1', '2'].map((value) => ({ value, label: value }))} onInput={(strand) => set(index, { strand: Number(strand) })} /> : null}
          <CheckField name={`label_lead_${index}`} label={t('label_lead')} checked={label.lead !== false} onInput={(lead) => set(index, { lead })} />
          <Button label={t('remove')} icon="delete" kind="quiet" name={`label_remove_${index}`} onClick={() => onChange(labels.toSpliced(index, 1))} />
        </div>
      ))}
      <Button label={t('label_add')} icon="add" name="add-label" disabled={labels.length >= LINE_LABELS_MAX} onClick={() => onChange([...labels, { text: t('text_new') }])} />
    </fieldset>
  );
}
