import { NewServerTypeSchema, type NewServerType, type ServerType } from '../contract/server-type.ts';
import { NewViewSchema, type NewView, type View } from '../contract/view.ts';
import { serverTypeOf, viewOf, type Times } from '../domain/rows.ts';
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
    super(tables.serverTypes, { noun: 'server-type', schema: NewServerTypeSchema });
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
    if (isBuiltIn) throw new ProblemError('built_in', `The server type ${JSON.stringify(id)} is shipped with the product. It can be changed, not removed.`);
    refuseUsed(this.#tables, `the server type ${JSON.stringify(id)}`, { sql: 'type = ?', values: [id] });
  }
}

/** The saved views. */
export class Views extends PlainCollection<View, NewView> {
  constructor(tables: Tables) {
    super(tables.views, { noun: 'view', schema: NewViewSchema });
  }

  protected override complete(draft: NewView, before: View | null, times: Times): View {
    return viewOf(draft, before?.id ?? draft.id ?? '', times);
  }
}

function refuseUsed(tables: Tables, what: string, condition: Condition): void {
  const users = tables.servers.idsAfter('', 4, [condition]);
  if (users.length === 0) return;
  const names = users.slice(0, 3).map((id) => JSON.stringify(id)).join(', ') + (users.length > 3 ? ' and others' : '');
  throw new ProblemError('in_use', `Servers still use ${what}: ${names}. Change them first.`);
}
