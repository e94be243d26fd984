import { useId } from 'preact/hooks';
import { number, t } from '../../state/words.ts';

/** How large an icon is, in parts of a tile. */
export function ScaleField({ value, onInput }: { readonly value: number; readonly onInput: (value: number) => void }) {
  const id = useId();
  return (
    <div class="field field--wide">
      <label class="field__label" for={id}>{t('icons_scale')} <span class="soft">{number(value, 1)} ×</span></label>
      <input id={id} type="range" name="scale" min="0.1" max="3" step="0.1" value={value} onInput={(event) => onInput(Number(event.currentTarget.value))} />
    </div>
  );
}
