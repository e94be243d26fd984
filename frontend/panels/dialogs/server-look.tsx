import { t } from '../../state/words.ts';
import { CheckField, SelectField, TextField } from '../../ui/fields.tsx';
import type { LookDraft } from './server-draft.ts';
import { DEFAULT, OWN } from './style-draft.ts';

type Props = { readonly draft: LookDraft; readonly faults: Readonly<Record<string, string>>; readonly onInput: (part: Partial<LookDraft>) => void };

/** Heights of a name above its server, in tiles. */
const HEIGHTS = ['0', '1', '2', '3', '5'];

/** How a server is drawn where that differs from its type. */
export function ServerLook({ draft, faults, onInput }: Props) {
  const heights = HEIGHTS.includes(draft.label_height) ? HEIGHTS : [...HEIGHTS, draft.label_height];
  return (
    <>
      <SelectField name="look-color" label={t('color')} value={draft.color === '' ? DEFAULT : OWN} options={[{ value: DEFAULT, label: t('color_of_type') }, { value: OWN, label: t('color_own') }]} onInput={(choice) => onInput({ color: choice === OWN ? '#2563EB' : '' })} />
      {draft.color === '' ? null : <TextField name="look.color" label={t('color_own')} type="color" value={draft.color} onInput={(color) => onInput({ color })} fault={faults['look.color']} />}
      <SelectField name="look.label_height" label={t('name_height')} value={draft.label_height} options={heights.map((value) => ({ value, label: value === '0' ? t('name_below') : t('name_above', value) }))} onInput={(height) => onInput({ label_height: height })} fault={faults['look.label_height']} />
      <CheckField name="look.locked" label={t('locked')} hint={t('locked_hint')} checked={draft.locked} onInput={(locked) => onInput({ locked })} />
    </>
  );
}
