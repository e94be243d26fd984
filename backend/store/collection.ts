import type { TSchema } from '@sinclair/typebox';
import { isoOf } from '../clock.ts';
import { say } from '../contract/sentence.ts';
import type { Check } from '../contract/checking.ts';
import { compile } from '../contract/validate.ts';
import { mergePatch } from '../domain/merge-patch.ts';
import type { Times } from '../domain/rows.ts';
import { invalid, notFound, ProblemError, type NounName } from '../errors.ts';
import { freeIdOf, slugOf } from '../ids.ts';
import type { Row } from './journal.ts';
import { cursorAfter, idOfCursor, type Condition, type ListQuery, type Page } from './page.ts';
import type { RowTable } from './tables/row-table.ts';

export type TimedRow = Row & Times;
type Draft = { readonly id?: string; readonly name?: string };
type Named = { readonly noun: NounName; readonly schema: TSchema };

/**
 * Rows of one noun as the voice asks for them. `add`, `patch` and `remove` run inside `store.write`; what they were given has
 * been checked against the schema of its body, references are checked here.
 */
export abstract class Collection<R extends TimedRow, New extends Draft, Filter extends string = never> {
  readonly noun: NounName;
  protected readonly table: RowTable<R>;
  readonly #check: Check;

  constructor(table: RowTable<R>, { noun, schema }: Named) {
    this.table = table;
    this.noun = noun;
    this.#check = compile(schema);
  }

  get(id: string): R | undefined {
    return this.table.get(id);
  }

  /** The row, or 404. */
  require(id: string): R {
    const row = this.table.get(id);
    if (row === undefined) throw notFound(this.noun, id);
    return row;
  }

  count(): number {
    return this.table.count();
  }

  /** All rows in order of ids. */
  each(): Iterable<R> {
    return this.table.each();
  }

  /** One page in order of ids. Unknown filters are the caller's to refuse. */
  list(query: ListQuery<Filter>): Page<R> {
    const conditions = this.conditionsOf(query);
    const keep = this.keeperOf(query);
    const after = query.cursor === undefined ? '' : idOfCursor(query.cursor);
    const rows = keep === undefined ? this.table.after(after, query.limit + 1, conditions) : this.#kept(after, query.limit + 1, conditions, keep);
    const items = rows.slice(0, query.limit);
    return { items, next_cursor: rows.length > query.limit ? cursorAfter(items.at(-1)?.id ?? '') : null };
  }

  /** Changes what the merge patch names; null brings a default back. A patch that changes nothing is no change. */
  patch(id: string, patch: object, nowMs: number): R {
    const before = this.require(id);
    const merged = this.merge(before, patch);
    const faults = this.#check(merged);
    if (faults.length > 0) throw invalid(faults);
    return this.replace(before, this.complete(merged as New, before, { created_at: before.created_at, updated_at: isoOf(nowMs) }));
  }

  abstract add(draft: New, nowMs: number): R;
  abstract remove(id: string): void;

  /** The row of a draft with every default. `before` is the row it replaces. */
  protected abstract complete(draft: New, before: R | null, times: Times): R;

  /** Writes the row over another, its references checked by whoever overrides this. */
  protected replace(before: R, after: R): R {
    if (isSame(before, after)) return before;
    this.table.put(after, before);
    return after;
  }

  /** What can be written of a row, with a merge patch on it. */
  protected merge(before: R, patch: object): unknown {
    const { created_at: _created, updated_at: _updated, ...fields } = before;
    return { ...(mergePatch(fields, patch) as object), id: before.id };
  }

  /** Conditions of a list in SQL. */
  protected conditionsOf(_query: ListQuery<Filter>): Condition[] {
    return [];
  }

  /** What a list asks that SQL does not know: a test of ids. */
  protected keeperOf(_query: ListQuery<Filter>): ((id: string) => boolean) | undefined {
    return undefined;
  }

  /** The id of a draft: its own if free (409 if not), else made from its name. */
  protected idOf(draft: New): string {
    if (draft.id !== undefined) {
      if (this.table.has(draft.id)) throw this.idTaken(draft.id);
      return draft.id;
    }
    const isTaken = (id: string): boolean => this.table.has(id);
    const slug = slugOf(draft.name ?? '');
    if (slug !== '') return freeIdOf(slug, isTaken);
    for (let number = this.table.count() + 1; ; number += 1) {
      if (!isTaken(`${this.noun.replace('_', '-')}-${number}`)) return `${this.noun.replace('_', '-')}-${number}`;
    }
  }

  protected idTaken(id: string): ProblemError {
    return new ProblemError('id_taken', say('id_taken', { noun: say(`noun_${this.noun}`), id: JSON.stringify(id) }));
  }

  #kept(after: string, limit: number, conditions: readonly Condition[], keep: (id: string) => boolean): R[] {
    const rows: R[] = [];
    // Small steps where much is kept, large ones where little is.
    for (let last = after, chunk = 1_000; ; chunk = Math.min(chunk * 2, 32_000)) {
      const ids = this.table.idsAfter(last, chunk, conditions);
      for (const id of ids.filter(keep)) {
        const row = this.table.get(id);
        if (row !== undefined && rows.push(row) === limit) return rows;
      }
      if (ids.length < chunk) return rows;
      last = ids.at(-1) ?? '';
    }
  }
}

/** Whether two rows say the same, whenever they were written. */
export function isSame(before: TimedRow, after: TimedRow): boolean {
  return JSON.stringify({ ...before, updated_at: '' }) === JSON.stringify({ ...after, updated_at: '' });
}

/** The times of a row made now. */
export const madeAt = (nowMs: number): Times => ({ created_at: isoOf(nowMs), updated_at: isoOf(nowMs) });
