import type { LinePoint } from '../../backend/contract/free-line.ts';
import { pointsOfConnection } from '../scene/anchors.ts';
import { floorOf, type DrawingNoun } from '../scene/drawings.ts';
import type { Point } from '../scene/space.ts';
import type { World } from '../scene/world.ts';
import type { Edits } from './edits.ts';
import type { MapState } from './map-state.ts';
import type { SelectedItem } from './selection.ts';
import { t } from './words.ts';

/** Quiet colours for areas; none of them is a state's. */
const COLOURS = ['#5B7DB1', '#7E6BB0', '#4F8F9F', '#8A7A66', '#A5688F', '#64748B'];
const KINDS = { areas: 'area', texts: 'text', lines: 'line' } as const;

type Select = (item: SelectedItem) => void;

/** Everything a person can do to drawings: each is one change of the daemon, and what was made is selected once the feed brings it. */
export class Drawing {
  /** The drawing that was just made here, until its panel has taken the focus for what it is called. */
  made: string | null = null;
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
    if (id === null) return;
    this.made = id;
    this.#select({ kind: KINDS[noun], id });
  }
}
