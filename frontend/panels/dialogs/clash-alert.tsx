import { t } from '../../state/words.ts';
import { Button } from '../../ui/button.tsx';
import { Alert } from './alert.tsx';
import type { Edited } from './use-edited.ts';

type Props<Draft> = { readonly edited: Edited<Draft>; readonly labels: Readonly<Record<string, string>> };

/** Somebody else changed the same: what it is now, what the reader wanted, and the choice between both. */
export function ClashAlert<Draft extends Readonly<Record<string, unknown>>>({ edited, labels }: Props<Draft>) {
  const { clash, draft } = edited;
  if (clash === null) return null;
  return (
    <Alert kind="warning" text={clash.by === '' ? t('clash_somebody') : t('clash', clash.by)}>
      <table class="clash" data-clash={clash.clashes.join(' ')}>
        <thead><tr><td /><th scope="col">{t('clash_theirs')}</th><th scope="col">{t('clash_mine')}</th></tr></thead>
        <tbody>
          {clash.clashes.map((field) => (
            <tr key={field}><th scope="row">{labels[field] ?? field}</th><td>{shown(clash.read.draft[field])}</td><td>{shown(draft[field])}</td></tr>
          ))}
        </tbody>
      </table>
      <div class="clash__choice">
        <Button label={t('clash_take_theirs')} name="take-theirs" onClick={() => edited.settle('theirs')} />
        <Button label={t('clash_keep_mine')} name="keep-mine" onClick={() => edited.settle('mine')} />
      </div>
    </Alert>
  );
}

/** A value of a form as a person reads it. */
function shown(value: unknown): string {
  const text = textOf(value);
  return text === '' ? '–' : text;
}

function textOf(value: unknown): string {
  if (Array.isArray(value)) return value.map(textOf).join(', ');
  if (typeof value === 'object' && value !== null) return Object.values(value).map(textOf).filter(Boolean).join(' ');
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}
