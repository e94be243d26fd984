import { NewAreaSchema, type Area, type NewArea } from '../contract/area.ts';
import { NewFloorTextSchema, type FloorText, type NewFloorText } from '../contract/floor-text.ts';
import { NewFreeLineSchema, type FreeLine, type NewFreeLine } from '../contract/free-line.ts';
import { say, type Flaw } from '../contract/sentence.ts';
import { NewViewSchema, type NewView, type View } from '../contract/view.ts';
import { areaOf, floorTextOf, freeLineOf, viewOf, type Times } from '../domain/rows.ts';
import { invalid } from '../errors.ts';
import { Collection, madeAt, type TimedRow } from './collection.ts';
import type { Condition, ListQuery } from './page.ts';
import { PlainCollection } from './plain-collections.ts';
import type { RowTable } from './tables/row-table.ts';
import type { Tables } from './tables/tables.ts';

export type DrawnFilter = 'name' | 'view';
type Drawn = TimedRow & { readonly name: string; readonly view: string | null };
type Draft = { readonly id?: string; readonly name?: string; readonly view?: string | null };

/** What is only drawn. Shown by every view, or by one. */
abstract class Drawings<R extends Drawn, New extends Draft> extends Collection<R, New, DrawnFilter> {
  protected readonly tables: Tables;

  constructor(table: RowTable<R>, named: ConstructorParameters<typeof Collection<R, New, DrawnFilter>>[1], tables: Tables) {
    super(table, named);
    this.tables = tables;
  }

  override add(draft: New, nowMs: number): R {
    const id = this.idOf(draft);
    const row = this.complete({ ...draft, id }, null, madeAt(nowMs));
    this.refuse(row);
    this.table.put(row, null);
    return row;
  }

  override remove(id: string): void {
    this.table.remove(this.require(id));
  }

  /** Faults of what a row refers to. */
  protected faultsOf({ view }: R): Flaw[] {
    return view === null || this.tables.views.has(view) ? [] : [{ pointer: '/view', message: say('ref_no_view', { id: JSON.stringify(view) }) }];
  }

  protected refuse(row: R): void {
    const faults = this.faultsOf(row);
    if (faults.length > 0) throw invalid(faults);
  }

  protected override replace(before: R, after: R): R {
    this.refuse(after);
    return super.replace(before, after);
  }

  protected override conditionsOf({ filters }: ListQuery<DrawnFilter>): Condition[] {
    const { name, view } = filters ?? {};
    return [...(name === undefined ? [] : [{ sql: 'name = ?', values: [name] }]), ...(view === undefined ? [] : [{ sql: 'view = ?', values: [view] }])];
  }
}

/** The areas of the floor. */
export class Areas extends Drawings<Area, NewArea> {
  constructor(tables: Tables) {
    super(tables.areas, { noun: 'area', schema: NewAreaSchema }, tables);
  }

  protected override complete(draft: NewArea, before: Area | null, times: Times): Area {
    return areaOf(draft, before?.id ?? draft.id ?? '', times);
  }
}

/** The texts on the floor. */
export class FloorTexts extends Drawings<FloorText, NewFloorText> {
  constructor(tables: Tables) {
    super(tables.texts, { noun: 'text', schema: NewFloorTextSchema }, tables);
  }

  protected override complete(draft: NewFloorText, before: FloorText | null, times: Times): FloorText {
    return floorTextOf(draft, before?.id ?? draft.id ?? '', times);
  }
}

/** The lines that stand for no dependency. */
export class FreeLines extends Drawings<FreeLine, NewFreeLine> {
  constructor(tables: Tables) {
    super(tables.lines, { noun: 'line', schema: NewFreeLineSchema }, tables);
  }

  /** Lets go of a server that is removed: the lines end where it stood. */
  release(server: string, at: { readonly x: number; readonly y: number }): void {
    for (const line of [...this.table.each([{ sql: 'id IN (SELECT line_id FROM line_servers WHERE server_id = ?)', values: [server] }])]) {
      const points = line.points.map((point) => ('server' in point && point.server === server ? { x: at.x, y: at.y } : point));
      this.table.put({ ...line, points }, line);
    }
  }

  protected override complete(draft: NewFreeLine, before: FreeLine | null, times: Times): FreeLine {
    return freeLineOf(draft, before?.id ?? draft.id ?? '', times);
  }

  protected override faultsOf(row: FreeLine): Flaw[] {
    const faults = super.faultsOf(row);
    if (row.points.length < 2) faults.push({ pointer: '/points', message: say('fault_min_items', { limit: 2 }) });
    row.points.forEach((point, index) => {
      if ('server' in point && !this.tables.servers.has(point.server)) faults.push({ pointer: `/points/${index}/server`, message: say('ref_no_server', { id: JSON.stringify(point.server) }) });
    });
    return faults;
  }

  /** Somebody with rights for some clusters sees the lines whose servers are all in sight. */
  protected override conditionsOf(query: ListQuery<DrawnFilter>): Condition[] {
    const conditions = super.conditionsOf(query);
    const clusters = query.access?.clusters ?? '*';
    if (clusters === '*') return conditions;
    const places = clusters.map(() => '?').join(', ');
    return [...conditions, {
      sql: `NOT EXISTS (SELECT 1 FROM line_servers WHERE line_id = id AND server_id NOT IN (SELECT server_id FROM cluster_members WHERE cluster_id IN (${places})))`,
      values: clusters,
    }];
  }
}

/** The saved views. One that goes takes along what only it shows. */
export class Views extends PlainCollection<View, NewView> {
  readonly #tables: Tables;

  constructor(tables: Tables) {
    super(tables.views, { noun: 'view', schema: NewViewSchema });
    this.#tables = tables;
  }

  override remove(id: string): void {
    this.require(id);
    const { areas, texts, lines } = this.#tables;
    for (const table of [areas, texts, lines] as readonly RowTable<Drawn>[]) {
      for (const row of [...table.each([{ sql: 'view = ?', values: [id] }])]) table.remove(row);
    }
    super.remove(id);
  }

  protected override complete(draft: NewView, before: View | null, times: Times): View {
    return viewOf(draft, before?.id ?? draft.id ?? '', times);
  }
}
