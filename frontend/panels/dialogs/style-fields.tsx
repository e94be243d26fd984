import { ARROWS, LINE_DASHES, LINE_PATTERNS } from '../../../backend/contract/strokes.ts';
import { t } from '../../state/words.ts';
import { SelectField, TextField, type Option } from '../../ui/fields.tsx';
import { DEFAULT, OWN, UNCHANGED, type StrokeDraft } from './style-draft.ts';

type Props = { readonly draft: StrokeDraft; readonly faults: Readonly<Record<string, string>>; readonly onInput: (part: Partial<StrokeDraft>) => void; readonly ofMany?: boolean };

/** Widths to choose from beside the usual one, in tiles. */
export const WIDTHS = [['0.03', 'width_thin'], ['0.12', 'width_thick'], ['0.2', 'width_very_thick']] as const;

/** How a line is drawn: colour, width, dash, pattern and arrow. Of several lines, each choice may be left as it is. */
export function StyleFields({ draft, faults, onInput, ofMany = false }: Props) {
  const first = (label: string): Option[] => [...(ofMany ? [{ value: UNCHANGED, label: t('unchanged') }] : []), { value: DEFAULT, label }];
  const known = WIDTHS.map(([value, label]) => ({ value, label: t(label) }));
  const isOther = ![UNCHANGED, DEFAULT, ...known.map(({ value }) => value as string)].includes(draft.width);
  return (
    <>
      <SelectField name="color" label={t('color')} value={draft.color} options={[...first(t('color_of_type')), { value: OWN, label: t('color_own') }]} onInput={(color) => onInput({ color })} />
      {draft.color === OWN ? <TextField name="own-color" label={t('color_own')} type="color" value={draft.own} onInput={(own) => onInput({ own })} fault={faults['style.color']} /> : null}
      <SelectField name="width" label={t('width')} value={draft.width} options={[...first(t('width_normal')), ...known, ...(isOther ? [{ value: draft.width, label: draft.width }] : [])]} onInput={(width) => onInput({ width })} fault={faults['style.width']} />
      <SelectField name="dash" label={t('line_dash')} value={draft.dash} options={[...first(t('line_dash_solid')), ...LINE_DASHES.slice(1).map((value) => ({ value, label: t(`line_dash_${value}`) }))]} onInput={(dash) => onInput({ dash })} />
      <SelectField name="pattern" label={t('line_pattern')} value={draft.pattern} options={[...first(t('line_pattern_single')), ...LINE_PATTERNS.slice(1).map((value) => ({ value, label: t(`line_pattern_${value}`) }))]} onInput={(pattern) => onInput({ pattern })} />
      <SelectField name="arrow" label={t('line_arrow')} value={draft.arrow} options={[...first(t('line_arrow_end')), ...ARROWS.filter((value) => value !== 'end').map((value) => ({ value, label: t(`line_arrow_${value}`) }))]} onInput={(arrow) => onInput({ arrow })} />
    </>
  );
}
