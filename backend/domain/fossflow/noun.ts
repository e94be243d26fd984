import { IMPORT_CHECKS } from '../../contract/import-checks.ts';
import type { ImportList } from '../../contract/import-lists.ts';
import type { Extras } from '../../contract/look.ts';
import { say, type Sentence } from '../../contract/sentence.ts';
import type { FaultList } from '../fault-list.ts';
import { extrasOf, isFields, isSame, keptIn, keptOf, merged, othersIn, spelled, type Fields, type Kept } from './kept.ts';
import { limited } from './limits.ts';

/** The key under which what FossFLOW cannot say travels in its own objects; it keeps keys it does not know. */
export const OWN_KEY = 'unlimited_cluster';

/** A row of ours as far as travelling is concerned. */
export type TravelRow = { readonly id: string; readonly extras: Extras };

/**
 * How one noun of ours is said in a diagram. `read` answers what theirs means, without id and extras; `write` says a row as well as a diagram can;
 * `complete` is a row with the defaults of everything else.
 */
export type Noun<Row extends TravelRow> = {
  readonly list: ImportList;
  read(theirs: Fields): Fields;
  write(row: Row): Fields;
  complete(draft: Fields, id: string): Row;
  /** Written like this, it would come back as something else if what is ours did not travel with it. */
  isAmbiguous?(fields: Fields): boolean;
};

export type Findings = { readonly faults: FaultList; readonly warnings: Sentence[] };

/** A row said in a diagram: its fields there, in their spelling where that still means the same, and with what they cannot say beside them. */
export function toTheirs<Row extends TravelRow>(noun: Noun<Row>, row: Row): Fields {
  const fields = limited(spelled(noun.write(row), keptIn(row.extras), bare(row), (theirs) => bare(noun.complete(noun.read(theirs), row.id))));
  const isWhole = noun.isAmbiguous?.(fields) !== true && fields['id'] === row.id && isSame(bare(noun.complete(noun.read(fields), row.id)), bare(row));
  return isWhole ? fields : { ...fields, [OWN_KEY]: pared(noun, row) };
}

/** Of a diagram's object the draft of a row. `id` is ours. What is wrong with what travelled beside it is a fault; then it counts for nothing. */
export function toOurs<Row extends TravelRow>(noun: Noun<Row>, theirs: Fields, id: string, pointer: string, findings: Findings, more: Partial<Kept> = {}): Fields {
  const { [OWN_KEY]: travelled, ...fields } = theirs;
  const own = travelled === undefined ? null : checked(noun, travelled, id, `${pointer}/${OWN_KEY}`, findings.faults);
  const read = noun.read(fields);
  const draft = own === null ? read : joined(noun, own, read, id);
  const { set, without } = keptOf(limited(fields), noun.write(noun.complete(draft, id)));
  const kept = extrasOf({ set: { ...set, ...more.set }, without: [...without, ...more.without ?? []] });
  if (kept === null) findings.warnings.push(say('fossflow_too_much', { pointer }));
  const extras = { ...othersIn(own === null ? {} : noun.complete(own, id).extras), ...kept };
  return { ...draft, id, ...(own !== null || Object.keys(extras).length > 0 ? { extras } : {}) };
}

/** What a file says of a row of ours, once its schema took it. */
function checked({ list }: Pick<Noun<TravelRow>, 'list'>, travelled: unknown, id: string, pointer: string, faults: FaultList): Fields | null {
  if (!isFields(travelled)) {
    faults.add(pointer, say('import_object'));
    return null;
  }
  const flaws = IMPORT_CHECKS[list]({ ...travelled, id });
  for (const flaw of flaws) faults.add(pointer + flaw.pointer, flaw.message);
  return flaws.length === 0 ? travelled : null;
}

/** What travelled and what is seen in the diagram now, as one draft: only what either of them says. */
function joined<Row extends TravelRow>(noun: Noun<Row>, own: Fields, read: Fields, id: string): Fields {
  const row = noun.complete(own, id);
  const base = noun.read(noun.write(row));
  const ours = Object.fromEntries(Object.entries(row).filter(([key]) => key !== 'id' && key !== 'extras' && (Object.hasOwn(own, key) || Object.hasOwn(base, key))));
  return merged(ours, base, read);
}

/** A row without what does not travel: when it was made, what other fields keep for FossFLOW, which secret opens it. */
function bare(row: TravelRow): Fields {
  const { created_at: _created, updated_at: _updated, ...fields } = row as Fields;
  const { source } = fields;
  return { ...fields, extras: othersIn(row.extras), ...(isFields(source) && { source: Object.fromEntries(Object.entries(source).filter(([key]) => key !== 'credential')) }) };
}

/** What a row says that its id alone would not. */
function pared(noun: Pick<Noun<TravelRow>, 'list' | 'complete'>, row: TravelRow): Fields {
  const standard = bare(noun.complete(NEEDED[noun.list] ?? {}, row.id));
  const always = Object.keys(NEEDED[noun.list] ?? {});
  return Object.fromEntries(Object.entries(bare(row)).filter(([key, value]) => key === 'id' || always.includes(key) || !isSame(value, standard[key])));
}

/** Fields that no row of a list is without. */
const NEEDED: Partial<Record<ImportList, Fields>> = { connections: { from: '', to: '' }, lines: { points: [] } };
