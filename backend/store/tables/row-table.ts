import type { FeedNoun } from '../../contract/change.ts';
import type { Database, SqlValue } from '../database.ts';
import type { Journal, Row } from '../journal.ts';
import type { Condition } from '../page.ts';
import type { Statement } from 'better-sqlite3';

/** How rows of one noun lie in their table. The first column is `id`; `encode` answers the columns in order. */
export type RowShape<R extends Row> = {
  readonly noun: FeedNoun;
  readonly table: string;
  readonly columns: readonly string[];
  encode(row: R): readonly SqlValue[];
  decode(columns: readonly SqlValue[]): R;
  /** Keeps what belongs to a row but lies elsewhere. Runs after the put, before the remove. */
  follow?(before: R | null, after: R | null): void;
};

const CHUNK_ROWS = 1_000;
const PREPARED_MAX = 200;

/** Rows of one noun, by id. Knows SQL and nothing of what rows mean; every write is noted in the journal. */
export class RowTable<R extends Row> {
  readonly shape: RowShape<R>;
  readonly #database: Database;
  readonly #journal: Journal;
  readonly #get: Statement;
  readonly #insert: Statement;
  readonly #update: Statement;
  readonly #remove: Statement;
  readonly #prepared = new Map<string, Statement>();

  constructor(database: Database, journal: Journal, shape: RowShape<R>) {
    this.shape = shape;
    this.#database = database;
    this.#journal = journal;
    const { table, columns } = shape;
    const updates = columns.slice(1).map((column) => `${column} = ?`);
    this.#get = database.prepare(`SELECT ${columns.join(', ')} FROM ${table} WHERE id = ?`).raw();
    this.#insert = database.prepare(`INSERT INTO ${table} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`);
    this.#update = database.prepare(`UPDATE ${table} SET ${updates.join(', ')} WHERE id = ?`);
    this.#remove = database.prepare(`DELETE FROM ${table} WHERE id = ?`);
  }

  get(id: string): R | undefined {
    const columns = this.#get.get(id) as SqlValue[] | undefined;
    return columns === undefined ? undefined : this.shape.decode(columns);
  }

  has(id: string): boolean {
    return this.#get.get(id) !== undefined;
  }

  /** Writes a row over `before`, the row as it is now (null: there is none). */
  put(row: R, before: R | null): void {
    this.#journal.record({ noun: this.shape.noun, id: row.id, before, after: row });
    const [id, ...columns] = this.shape.encode(row);
    if (before === null) this.#insert.run(id, ...columns);
    else this.#update.run(...columns, id);
    this.shape.follow?.(before, row);
  }

  remove(row: R): void {
    this.#journal.record({ noun: this.shape.noun, id: row.id, before: row, after: null });
    this.shape.follow?.(row, null);
    this.#remove.run(row.id);
  }

  count(conditions: readonly Condition[] = []): number {
    return this.query(`SELECT count(*) FROM ${this.shape.table}${whereOf(conditions)}`).pluck().get(...valuesOf(conditions)) as number;
  }

  /** At most `limit` rows after an id, in order of ids. */
  after(id: string, limit: number, conditions: readonly Condition[] = []): R[] {
    return this.#scan(this.shape.columns.join(', '), id, limit, conditions).map((columns) => this.shape.decode(columns));
  }

  /** Likewise, ids only. */
  idsAfter(id: string, limit: number, conditions: readonly Condition[] = []): string[] {
    return this.#scan('id', id, limit, conditions).map((columns) => columns[0] as string);
  }

  /** All rows that meet conditions, in order of ids. Reads in chunks: rows may be written meanwhile. */
  * each(conditions: readonly Condition[] = []): Generator<R> {
    let last = '';
    for (;;) {
      const rows = this.after(last, CHUNK_ROWS, conditions);
      yield* rows;
      if (rows.length < CHUNK_ROWS) return;
      last = rows.at(-1)?.id ?? '';
    }
  }

  /** A statement, prepared once while it is in use. */
  query(sql: string): Statement {
    const known = this.#prepared.get(sql);
    if (known !== undefined) return known;
    if (this.#prepared.size >= PREPARED_MAX) this.#prepared.clear();
    const statement = this.#database.prepare(sql);
    this.#prepared.set(sql, statement);
    return statement;
  }

  #scan(columns: string, id: string, limit: number, conditions: readonly Condition[]): SqlValue[][] {
    const all = [{ sql: 'id > ?', values: [id] }, ...conditions];
    const statement = this.query(`SELECT ${columns} FROM ${this.shape.table}${whereOf(all)} ORDER BY id LIMIT ?`).raw();
    return statement.all(...valuesOf(all), limit) as SqlValue[][];
  }
}

const whereOf = (conditions: readonly Condition[]): string =>
  conditions.length === 0 ? '' : ` WHERE ${conditions.map(({ sql }) => sql).join(' AND ')}`;

const valuesOf = (conditions: readonly Condition[]): (string | number)[] => conditions.flatMap(({ values }) => [...values]);
