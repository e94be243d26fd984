import { useEffect, useState } from 'preact/hooks';
import { columnsText, CSV_FIELDS, guessColumns, isCsvField, parseCsv, type CsvKind } from '../../../backend/contract/csv.ts';
import { t } from '../../state/words.ts';
import { Segments } from '../../ui/fields.tsx';

/** Bytes of a file that are read to show its first rows. */
const PEEK_BYTES = 65_536;
const ROWS_SHOWN = 3;
const NOTHING = '';

type Peek = { readonly header: readonly string[]; readonly rows: readonly (readonly string[])[] };

/** Which column of a table is what: guessed from its headers, to be corrected, with the first rows beside. */
export function CsvColumns({ file, onColumns }: { readonly file: File; readonly onColumns: (columns: string) => void }) {
  const [peek, setPeek] = useState<Peek | null>(null);
  const [kind, setKind] = useState<CsvKind>('servers');
  const [fields, setFields] = useState<readonly (string | null)[]>([]);

  const tell = ({ header }: Peek, chosen: readonly (string | null)[]): void => {
    setFields(chosen);
    onColumns(columnsText(chosen.flatMap((field, index) => (field === null ? [] : [[field, header[index] ?? ''] as const]))));
  };

  useEffect(() => {
    let isWanted = true;
    void file.slice(0, PEEK_BYTES).text().then((text) => {
      if (!isWanted) return;
      const [first, ...rows] = parseCsv(text, ROWS_SHOWN + 1).rows.map(({ cells }) => cells.map((cell) => cell.trim()));
      const read = { header: first ?? [], rows };
      const guess = guessColumns(read.header);
      setPeek(read);
      setKind(guess.kind);
      tell(read, guess.fields);
    });
    return () => { isWanted = false; };
  }, [file]);

  if (peek === null) return null;
  const change = (next: CsvKind): void => {
    setKind(next);
    tell(peek, fields.map((field) => (field !== null && isCsvField(next, field) ? field : null)));
  };
  return (
    <>
      <Segments name="table" label={t('csv_kind')} value={kind} onInput={(value) => change(value as CsvKind)} options={[{ value: 'servers', label: t('csv_servers') }, { value: 'connections', label: t('csv_connections') }]} />
      <div class="table-box">
        <table class="columns">
          <caption class="field__label">{t('csv_columns')}</caption>
          <thead><tr><th scope="col">{t('csv_column')}</th><th scope="col">{t('csv_means')}</th><th scope="col">{t('csv_rows')}</th></tr></thead>
          <tbody>
            {peek.header.map((title, index) => (
              <tr key={index}>
                <th scope="row">{title}</th>
                <td>
                  <select class="input" aria-label={t('csv_means_of', title)} data-column={title} value={fields[index] ?? NOTHING} onChange={({ currentTarget: { value } }) => tell(peek, withField(fields, index, value === NOTHING ? null : value))}>
                    <option value={NOTHING}>{t('csv_nothing')}</option>
                    {optionsOf(kind, title).map((field) => <option key={field} value={field} selected={field === fields[index]}>{field}</option>)}
                  </select>
                </td>
                <td class="mono">{peek.rows.map((row) => row[index] ?? '').filter(Boolean).join(' · ')}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

/** A column becomes a field; the column that was it before is nothing any more. */
const withField = (fields: readonly (string | null)[], index: number, field: string | null): (string | null)[] =>
  fields.map((other, place) => (place === index ? field : other === field ? null : other));

/** Fields a column can be, and a tag of its own name. */
function optionsOf(kind: CsvKind, title: string): string[] {
  const name = title.normalize('NFD').replace(/\p{M}/gu, '').replace(/^tags\./, '').replace(/[^A-Za-z0-9._-]+/g, '-').replace(/^[^A-Za-z0-9]+/, '').toLowerCase().slice(0, 63);
  return [...Object.keys(CSV_FIELDS[kind]), ...(kind === 'servers' && name !== '' ? [title.startsWith('tags.') ? title : `tags.${name}`] : [])];
}
