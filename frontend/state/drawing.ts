import type { LinePoint } from '../../backend/contract/free-line.ts';
import { carriedBy, pointsOfConnection, type Carried } from '../scene/anchors.ts';
import { floorOf, type DrawingNoun } from '../scene/drawings.ts';
import type { Point } from '../scene/space.ts';
import type { World } from '../scene/world.ts';
import type { Edits } from './edits.ts';
import type { MapState, Shaping } from './map-state.ts';
import type { SelectedItem } from './selection.ts';
import { t } from './words.ts';

/** Quiet colours for areas; none of them is a state's. */
const COLOURS = ['#5B7DB1', '#7E6BB0', '#4F8F9F', '#8A7A66', '#A5688F', '#64748B'];
const KINDS = { areas: 'area', texts: 'text', lines: 'line' } as const;

type Select = (item: SelectedItem) => void;

/** Everything a person can do to drawings: each is one change of the daemon, and what was made is selected once the feed brings it. */
export class Drawing {
  readonly #edits: Edits;
  readonly #map: MapState;
  readonly #select: Select;

  constructor(edits: Edits, map: MapState, select: Select) {
    this.#edits = edits;
    this.#map = map;
    this.#select = select;
  }

  addArea(from: Point, to: Point): Promise<void> {
    const count = this.#map.world.peek()?.drawings.areas.length ?? 0;
    return this.#add('areas', { name: '', color: COLOURS[count % COLOURS.length], from, to, view: this.#view }, t('done_area'));
  }

  addText(position: Point, name: string): Promise<void> {
    return this.#add('texts', { name, position, view: this.#view }, t('done_text'));
  }

  addLine(points: readonly LinePoint[]): Promise<void> {
    return this.#add('lines', { name: '', points, view: this.#view }, t('done_line'));
  }

  patch(noun: DrawingNoun | 'connections', id: string, patch: object): Promise<void> {
    return this.#edits.patchOne(noun, id, patch, t('done_drawing_changed'));
  }

  remove(noun: DrawingNoun, id: string): Promise<void> {
    return this.#edits.removeOne(noun, id, t('done_drawing_removed'));
  }

  setWaypoints(id: string, waypoints: readonly Point[]): Promise<void> {
    return this.patch('connections', id, { style: { waypoints: waypoints.length === 0 ? null : waypoints } });
  }

  /** `index` counts the ends of the connection too. */
  removeWaypoint(world: World | null, id: string, index: number): Promise<void> {
    const row = world?.connectionIndexOf(id) ?? -1;
    if (world === null || row < 0) return Promise.resolve();
    const points = pointsOfConnection(world, row);
    const places = Array.from({ length: points.length / 2 }, (_, at) => ({ x: points[at * 2] as number, y: points[at * 2 + 1] as number }));
    return this.setWaypoints(id, places.filter((_, at) => at !== index && at > 0 && at < places.length - 1));
  }

  /** A moved area takes along what stands on it, all in one change; a resized one is alone. */
  async reshapeArea({ id, before, from, to }: Extract<Shaping, { kind: 'area' }>, carried: Carried | null): Promise<void> {
    const world = this.#map.world.peek();
    const dx = from.x - before.from.x;
    const dy = from.y - before.from.y;
    if (world === null || carried === null) { await this.patch('areas', id, { from, to }); return; }
    if (dx === 0 && dy === 0) return;
    const moved = ({ x, y }: Point): Point => ({ x: x + dx, y: y + dy });
    await this.#edits.putAll({
      areas: [{ id, from, to }, ...carried.areas.map((area) => ({ id: area.id, from: moved(area.from), to: moved(area.to) }))],
      servers: carried.servers.map((server) => ({ id: world.idOf(server), position: moved({ x: world.servers.x[server] ?? 0, y: world.servers.y[server] ?? 0 }) })),
      texts: carried.texts.map((text) => ({ id: text.id, position: moved(text.position) })),
      lines: carried.lines.map((line) => ({ id: line.id, points: line.points.map((point) => ('server' in point ? point : moved(point))) })),
    }, t('done_area_moved'));
  }

  /** Moves a drawing by whole tiles, as the arrow keys do. */
  async nudge({ kind, id }: SelectedItem, dx: number, dy: number): Promise<void> {
    const world = this.#map.world.peek();
    const shift = ({ x, y }: Point): Point => ({ x: x + dx, y: y + dy });
    if (world === null) return;
    if (kind === 'area') {
      const area = world.drawings.get('areas', id);
      if (area !== undefined && !area.locked) await this.reshapeArea({ kind, id, before: area, from: shift(area.from), to: shift(area.to) }, carriedBy(world, area));
    } else if (kind === 'text') {
      const text = world.drawings.get('texts', id);
      if (text !== undefined && !text.locked) await this.patch('texts', id, { position: shift(text.position) });
    } else if (kind === 'line') {
      const line = world.drawings.get('lines', id);
      if (line !== undefined && !line.locked) await this.patch('lines', id, { points: line.points.map((point) => ('server' in point ? point : shift(point))) });
    }
  }

  /** Tiles around which a drawing is looked at. */
  static floorOf(world: World, { kind, id }: SelectedItem): { readonly minX: number; readonly minY: number; readonly maxX: number; readonly maxY: number } | null {
    const area = kind === 'area' ? world.drawings.get('areas', id) : undefined;
    if (area !== undefined) return floorOf(area);
    const text = kind === 'text' ? world.drawings.get('texts', id) : undefined;
    if (text !== undefined) return { minX: text.position.x - 2, minY: text.position.y - 2, maxX: text.position.x + 4, maxY: text.position.y + 2 };
    const line = kind === 'line' ? world.drawings.get('lines', id) : undefined;
    const points = line === undefined ? null : world.drawings.pointsOf(line);
    if (points === null) return null;
    const [x, y] = [points.filter((_, at) => at % 2 === 0), points.filter((_, at) => at % 2 === 1)];
    return { minX: Math.min(...x), minY: Math.min(...y), maxX: Math.max(...x), maxY: Math.max(...y) };
  }

  /** What is drawn in a view with places of its own belongs to it alone. */
  get #view(): string | null {
    const drawings = this.#map.world.peek()?.drawings;
    return drawings?.view === null || drawings?.view === undefined || drawings.views.get(drawings.view)?.has_places !== true ? null : drawings.view;
  }

  async #add(noun: DrawingNoun, draft: object, told: string): Promise<void> {
    const id = await this.#edits.addOne(noun, draft, told);
    if (id !== null) this.#select({ kind: KINDS[noun], id });
  }
}
