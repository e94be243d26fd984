import { LABEL_MAX_LENGTH, LINE_LABELS_MAX } from '../../../backend/contract/limits.ts';
import { t } from '../../state/words.ts';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icons/icon.tsx';
import { NEW_LABEL, type LabelDraft } from './style-draft.ts';

type Props = { readonly labels: readonly LabelDraft[]; readonly isDouble: boolean; readonly fault: string | undefined; readonly onInput: (labels: readonly LabelDraft[]) => void };

/** Texts along a line: what each says, where on the line, how far above it, and whether a lead joins it. */
export function LabelRows({ labels, isDouble, fault, onInput }: Props) {
  const change = (place: number, part: Partial<LabelDraft>): void => onInput(labels.map((label, index) => (index === place ? { ...label, ...part } : label)));
  return (
    <fieldset class="field field--wide">
      <legend class="field__label">{t('line_labels')}</legend>
      <div class="label-rows">
        {labels.map((label, place) => (
          <div class="label-row" key={place} data-label={place}>
            <input class="input label-row__text" aria-label={t('text')} placeholder={t('text')} maxLength={LABEL_MAX_LENGTH} value={label.text} onInput={(event) => change(place, { text: event.currentTarget.value })} />
            <Button label={t('remove')} icon="delete" iconOnly kind="quiet" onClick={() => onInput(labels.filter((_, index) => index !== place))} />
            <label class="label-row__part"><span>{t('label_place')}</span><input class="input" type="number" min="0" max="100" value={label.position} onInput={(event) => change(place, { position: event.currentTarget.value })} /></label>
            <label class="label-row__part"><span>{t('label_height')}</span><input class="input" type="number" min="-20" max="20" step="0.1" value={label.height} onInput={(event) => change(place, { height: event.currentTarget.value })} /></label>
            <label class="label-row__part label-row__check"><input type="checkbox" checked={label.lead} onChange={(event) => change(place, { lead: event.currentTarget.checked })} /><span>{t('label_lead')}</span></label>
            {isDouble ? (
              <label class="label-row__part">
                <span>{t('label_strand')}</span>
                <select class="input" value={label.strand} onChange={(event) => change(place, { strand: event.currentTarget.value })}>{['1', '2'].map((strand) => <option key={strand} value={strand} selected={strand === label.strand}>{strand}</option>)}</select>
              </label>
            ) : null}
          </div>
        ))}
        {fault === undefined ? null : <span class="field__fault"><Icon name="problems" />{fault}</span>}
        <div><Button label={t('label_add')} icon="add" name="add-label" disabled={labels.length >= LINE_LABELS_MAX} onClick={() => onInput([...labels, NEW_LABEL])} /></div>
      </div>
    </fieldset>
  );
}
