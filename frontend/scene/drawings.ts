import type { Area } from '../../backend/contract/area.ts';
import type { FloorText } from '../../backend/contract/floor-text.ts';
import type { FreeLine } from '../../backend/contract/free-line.ts';
import type { LineLabel, Stroke } from '../../backend/contract/look.ts';
import type { Drawn, TopologyHeader } from '../../backend/contract/topology.ts';
import type { View } from '../../backend/contract/view.ts';
import { floorBounds, type Floor } from './areas.ts';
import type { Damage } from './damage.ts';
import { grow, TILE_WIDTH, type Bounds } from './space.ts';
import { textFloor } from './text-floor.ts';

export type DrawnArea = Drawn<Area>;
export type DrawnText = Drawn<FloorText>;
export type DrawnLine = Drawn<FreeLine>;
export type ViewRow = TopologyHeader['views'][number];
export type DrawingNoun = 'areas' | 'texts' | 'lines';
/** One drawing, by what it is. */
export type Drawing = { readonly kind: 'area'; readonly row: DrawnArea } | { readonly kind: 'text'; readonly row: DrawnText } | { readonly kind: 'line'; readonly row: DrawnLine };

/** How a line is drawn, and one text on it. */
export type DrawnStroke = Stroke;
export type DrawnLabel = LineLabel;

type Placed = { readonly x: number; readonly y: number };
type Rows = { areas: DrawnArea; texts: DrawnText; lines: DrawnLine };

/** What people drew: areas of the floor, texts on it, free lines; and the views there are. Hundreds, not thousands: plain rows. */
export class Drawings {
  readonly views = new Map<string, ViewRow>();
  readonly #rows: { readonly [Noun in DrawingNoun]: Map<string, Rows[Noun]> } = { areas: new Map(), texts: new Map(), lines: new Map() };
  readonly #placeOf: (server: string) => Placed | null;
  readonly #damage: Damage;
  readonly #shown: { [Noun in DrawingNoun]?: readonly Rows[Noun][] } = {};
  #view: string | null = null;

  constructor({ areas, texts, lines, views }: Pick<TopologyHeader, 'areas' | 'texts' | 'lines' | 'views'>, placeOf: (server: string) => Placed | null, damage: Damage) {
    this.#placeOf = placeOf;
    this.#damage = damage;
    for (const row of areas) this.#rows.areas.set(row.id, upright(row));
    for (const row of texts) this.#rows.texts.set(row.id, row);
    for (const row of lines) this.#rows.lines.set(row.id, row);
    for (const row of views) this.views.set(row.id, row);
  }

  /** The view that is shown: what belongs to another is not. */
  get view(): string | null { return this.#view; }
  set view(view: string | null) {
    if (view === this.#view) return;
    this.#view = view;
    this.#forget();
    this.#damage.addAll();
  }

  /** Areas in the order in which they are painted: by order, then the larger ones, so that a nested one lies on top. */
  get areas(): readonly DrawnArea[] {
    return (this.#shown.areas ??= this.#seen('areas').toSorted((a, b) => a.order - b.order || sizeOf(b) - sizeOf(a) || (a.id < b.id ? -1 : 1)));
  }

  get texts(): readonly DrawnText[] {
    return (this.#shown.texts ??= this.#seen('texts').toSorted((a, b) => a.order - b.order || (a.id < b.id ? -1 : 1)));
  }

  get lines(): readonly DrawnLine[] {
    return (this.#shown.lines ??= this.#seen('lines').toSorted((a, b) => (a.style.order ?? 0) - (b.style.order ?? 0) || (a.id < b.id ? -1 : 1)));
  }

  get<Noun extends DrawingNoun>(noun: Noun, id: string): Rows[Noun] | undefined {
    return this.#rows[noun].get(id);
  }

  /** Takes a row of the feed; null removes it. */
  put(noun: DrawingNoun, id: string, value: unknown): void {
    const rows = this.#rows[noun] as Map<string, DrawnArea | DrawnText | DrawnLine>;
    this.#damageRow(noun, id);
    if (value === null) rows.delete(id);
    else rows.set(id, noun === 'areas' ? upright(value as DrawnArea) : value as DrawnArea);
    this.#forget();
    this.#damageRow(noun, id);
  }

  putView(id: string, value: View | null): void {
    if (value === null) this.views.delete(id);
    else this.views.set(id, { id, name: value.name, has_places: value.places !== null });
  }

  /** A server is about to stand elsewhere, or does now: so do the lines that end there. */
  moving(server: string): void {
    for (const { id, points } of this.#rows.lines.values()) {
      if (points.some((point) => 'server' in point && point.server === server)) this.#damageRow('lines', id);
    }
  }

  /** Where a line runs, in tiles: x0, y0, x1, y1, …; null where a server of it is not in sight. */
  pointsOf({ points }: DrawnLine): number[] | null {
    const found: number[] = [];
    for (const point of points) {
      const at = 'server' in point ? this.#placeOf(point.server) : point;
      if (at === null) return null;
      found.push(at.x, at.y);
    }
    return found;
  }

  /** What is drawn of the layers that are not left out. */
  shown(hidden: ReadonlySet<string>): { readonly kind: Drawing['kind']; readonly id: string }[] {
    return (['area', 'text', 'line'] as const).flatMap((kind) => (hidden.has(`${kind}s`) ? [] : this[`${kind}s`].map(({ id }) => ({ kind, id }))));
  }

  /** World rectangle around everything drawn that is shown, null if there is nothing. */
  bounds(): Bounds | null {
    const all = [...this.areas.map(floorOf), ...this.texts.map(textFloor), ...this.lines.flatMap((line) => this.#lineFloor(line) ?? [])].map(floorBounds);
    const [first, ...rest] = all;
    return first === undefined ? null : rest.reduce((a, b) => ({ minX: Math.min(a.minX, b.minX), minY: Math.min(a.minY, b.minY), maxX: Math.max(a.maxX, b.maxX), maxY: Math.max(a.maxY, b.maxY) }), first);
  }

  #seen<Noun extends DrawingNoun>(noun: Noun): Rows[Noun][] {
    return [...(this.#rows[noun] as Map<string, Rows[Noun]>).values()].filter(({ view }) => view === null || view === this.#view);
  }

  #forget(): void {
    delete this.#shown.areas;
    delete this.#shown.texts;
    delete this.#shown.lines;
  }

  #damageRow(noun: DrawingNoun, id: string): void {
    const row = this.#rows[noun].get(id);
    if (row === undefined) return;
    const floor = noun === 'areas' ? floorOf(row as DrawnArea) : noun === 'texts' ? textFloor(row as DrawnText) : this.#lineFloor(row as DrawnLine);
    if (floor !== null) this.#damage.add(grow(floorBounds(floor), TILE_WIDTH));
  }

  #lineFloor(line: DrawnLine): Floor | null {
    const points = this.pointsOf(line);
    if (points === null) return null;
    const x = points.filter((_, at) => at % 2 === 0);
    const y = points.filter((_, at) => at % 2 === 1);
    return { minX: Math.min(...x) - 1, minY: Math.min(...y) - 1, maxX: Math.max(...x) + 1, maxY: Math.max(...y) + 1 };
  }
}

/** An area whose first corner is the least, whichever was said first. */
const upright = (area: DrawnArea): DrawnArea => ({
  ...area,
  from: { x: Math.min(area.from.x, area.to.x), y: Math.min(area.from.y, area.to.y) }, to: { x: Math.max(area.from.x, area.to.x), y: Math.max(area.from.y, area.to.y) },
});

/** The floor of an area: both its corner tiles are inside. */
export const floorOf = ({ from, to }: Pick<Area, 'from' | 'to'>): Floor => ({ minX: from.x - 0.5, minY: from.y - 0.5, maxX: to.x + 0.5, maxY: to.y + 0.5 });

const sizeOf = ({ from, to }: DrawnArea): number => (to.x - from.x + 1) * (to.y - from.y + 1);
