import { IMPORT_CHANGES_MAX, type ImportChange } from '../contract/export.ts';
import type { TimedRow } from './collection.ts';
import type { ImportPlan } from './import-plan.ts';

/** The first rows a plan touches, and of each changed one the fields that differ. */
export function changesOf({ tables }: ImportPlan): ImportChange[] {
  const changes: ImportChange[] = [];
  for (const { table: { shape: { noun } }, puts, removals } of tables) {
    for (const { row, before } of puts) {
      if (changes.length >= IMPORT_CHANGES_MAX) return changes;
      changes.push(before === null ? { op: 'add', noun, id: row.id } : { op: 'change', noun, id: row.id, fields: fieldsOf(before, row) });
    }
    for (const { id } of removals) {
      if (changes.length >= IMPORT_CHANGES_MAX) return changes;
      changes.push({ op: 'remove', noun, id });
    }
  }
  return changes;
}

function fieldsOf(before: TimedRow, after: TimedRow): NonNullable<ImportChange['fields']> {
  const old = before as Readonly<Record<string, unknown>>;
  const differing = Object.entries(after).filter(([key, value]) => key !== 'updated_at' && JSON.stringify(value) !== JSON.stringify(old[key]));
  return Object.fromEntries(differing.map(([key, value]) => [key, { before: old[key], after: value }]));
}
