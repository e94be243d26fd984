import { say, type Sentence } from '../contract/sentence.ts';
import { NewServerTypeSchema, type NewServerType, type ServerType } from '../contract/server-type.ts';
import { serverTypeOf, type Times } from '../domain/rows.ts';
import { ProblemError } from '../errors.ts';
import { Collection, madeAt, type TimedRow } from './collection.ts';
import type { Condition, ListQuery } from './page.ts';
import type { Tables } from './tables/tables.ts';

export type PlainFilter = 'name';

/** Rows that refer to nothing: networks, server types, views. */
export abstract class PlainCollection<R extends TimedRow, New extends { readonly id?: string; readonly name?: string }> extends Collection<R, New, PlainFilter> {
  override add(draft: New, nowMs: number): R {
    const id = this.idOf(draft);
    const row = this.complete({ ...draft, id }, null, madeAt(nowMs));
    this.table.put(row, null);
    return row;
  }

  override remove(id: string): void {
    const row = this.require(id);
    this.refuseRemoval(row);
    this.table.remove(row);
  }

  /** Throws where a row has to stay. */
  protected refuseRemoval(_row: R): void {
    // A row that nothing refers to can go.
  }

  protected override conditionsOf({ filters }: ListQuery<PlainFilter>): Condition[] {
    return filters?.name === undefined ? [] : [{ sql: 'name = ?', values: [filters.name] }];
  }
}

/** The server types. Shipped ones can be changed, not removed; neither can those in use. */
export class ServerTypes extends PlainCollection<ServerType, NewServerType> {
  readonly #tables: Tables;

  constructor(tables: Tables) {
    super(tables.serverTypes, { noun: 'server_type', schema: NewServerTypeSchema });
    this.#tables = tables;
  }

  protected override complete(draft: NewServerType, before: ServerType | null, times: Times): ServerType {
    return serverTypeOf(draft, before?.id ?? draft.id ?? '', times);
  }

  protected override merge(before: ServerType, patch: object): unknown {
    const { built_in: _builtIn, ...fields } = super.merge(before, patch) as ServerType;
    return fields;
  }

  protected override refuseRemoval({ id, built_in: isBuiltIn }: ServerType): void {
    if (isBuiltIn) throw new ProblemError('built_in', say('built_in_type', { id: JSON.stringify(id) }));
    refuseUsed(this.#tables, say('the_server_type', { id: JSON.stringify(id) }), { sql: 'type = ?', values: [id] });
  }
}

function refuseUsed(tables: Tables, what: Sentence, condition: Condition): void {
  const users = tables.servers.idsAfter('', 4, [condition]);
  if (users.length === 0) return;
  const names = users.slice(0, 3).map((id) => JSON.stringify(id));
  throw new ProblemError('in_use', say('in_use', { what, names: users.length > 3 ? say('and_others', { names }) : names }));
}
