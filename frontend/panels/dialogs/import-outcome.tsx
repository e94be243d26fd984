import type { ImportChange, ImportReport } from '../../../backend/contract/export.ts';
import type { Fault } from '../../../backend/contract/problem.ts';
import { many, number, t } from '../../state/words.ts';
import { Alert } from './alert.tsx';

/** What an import would do, or why it does nothing; null while that is not known. */
export type Trial = { readonly report: ImportReport } | { readonly sentence: string; readonly faults: readonly Fault[] } | null;

const LISTED = 200;
const VALUE_LENGTH = 60;

/** Counts, remarks and each row of what a file would change, or its faults. */
export function Outcome({ trial }: { readonly trial: NonNullable<Trial> }) {
  if ('sentence' in trial) {
    return (
      <Alert text={trial.faults.length === 0 ? trial.sentence : many('import_faults', trial.faults.length)}>
        {trial.faults.length === 0 ? null : <ul>{trial.faults.slice(0, LISTED).map(({ pointer, message }, place) => <li key={place}><span class="mono">{pointer}</span> {message}</li>)}</ul>}
      </Alert>
    );
  }
  const { added, changed, removed, warnings, changes = [] } = trial.report;
  return (
    <>
      <div class="diff" role="status">
        <div><strong data-diff="added">{number(added)}</strong>{t('diff_added')}</div>
        <div><strong data-diff="changed">{number(changed)}</strong>{t('diff_changed')}</div>
        <div><strong data-diff="removed">{number(removed)}</strong>{t('diff_removed')}</div>
      </div>
      {added + changed + removed === 0 ? <Alert kind="info" text={t('import_same')} /> : null}
      {warnings.length === 0 ? null : <Alert kind="warning" text={many('import_warnings', warnings.length)}><ul>{warnings.slice(0, LISTED).map((warning, place) => <li key={place}>{warning}</li>)}</ul></Alert>}
      {changes.length === 0 ? null : <Changes changes={changes} count={added + changed + removed} />}
    </>
  );
}

function Changes({ changes, count }: { readonly changes: readonly ImportChange[]; readonly count: number }) {
  return (
    <details class="changes" data-changes={count}>
      <summary>{many('diff_rows', count)}</summary>
      <ul>{changes.slice(0, LISTED).map((change) => <Change key={`${change.noun} ${change.id}`} {...change} />)}</ul>
      {count > LISTED ? <p class="soft">{t('diff_more', count - LISTED)}</p> : null}
    </details>
  );
}

function Change({ op, noun, id, fields = {} }: ImportChange) {
  return (
    <li data-op={op}>
      <span class={`change change--${op}`}>{t(`diff_op_${op}`)}</span> {t(`diff_noun_${noun.replace('-', '_')}`)} <span class="mono">{id}</span>
      {Object.entries(fields).map(([field, { before, after }]) => (
        <div key={field} class="change__field"><span class="mono">{field}</span> <del>{shown(before)}</del> → <ins>{shown(after)}</ins></div>
      ))}
    </li>
  );
}

/** A value on one line, not too long. */
function shown(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text === '' ? '–' : text.length > VALUE_LENGTH ? `${text.slice(0, VALUE_LENGTH)}…` : text;
}
