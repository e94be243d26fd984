import type { LineStyle } from '../../backend/contract/look.ts';
import { connectionIdOf } from '../../backend/contract/topology.ts';
import type { DrawingNoun } from '../scene/drawings.ts';
import { freeShift, type Shift } from '../scene/free-tiles.ts';
import type { Point } from '../scene/space.ts';
import type { World } from '../scene/world.ts';
import type { Copied } from './copied.ts';
import { withoutCredential } from './copying.ts';

/** Where a copy goes: its middle to a tile, or beside where it was copied. */
export type PasteAt = Point | 'beside';
/** Stored secrets that a pasted source may name. */
export type Secrets = ReadonlySet<string>;

/** Ids that are taken although the map does not show them. */
export type Taken = Set<string>;

export type Pasted = {
  readonly rows: Omit<Copied, 'format' | 'version'>;
  readonly servers: readonly string[];
  /** Some source has lost its secret: it is not known here, or not for this reader. */
  readonly lacksSecrets: boolean;
};

/** How far around a free place for the whole arrangement is looked for, in tiles. */
const FREE_WITHIN = 24;
const NONE: ReadonlySet<string> = new Set();

/**
 * The rows that add a copy to this map: new ids where they are taken, the arrangement kept on free tiles, and only what this map knows of
 * networks, parents, types and secrets. Nothing joins a cluster that was not copied whole.
 */
export function pasteOf(world: World, copied: Copied, at: PasteAt, secrets: Secrets, taken: ReadonlySet<string> = NONE): Pasted {
  const shift = shiftOf(world, copied, at);
  const servers = new Names((id) => taken.has(id) || world.indexOf(id) >= 0);
  const clusters = new Names((id) => taken.has(id) || world.clusterIndexOf(id) >= 0);
  for (const { id } of copied.servers) servers.give(id);
  for (const { id } of copied.clusters) clusters.give(id);
  const moved = ({ x, y }: Point): Point => ({ x: x + shift.dx, y: y + shift.dy });
  const rows = {
    servers: copied.servers.map((server) => serverOf(world, server, servers, moved, secrets)),
    connections: withOwnIds(copied.connections.flatMap(({ id: _id, from, to, cluster, style, ...rest }) => {
      const [start, end] = [servers.of(from), servers.of(to)];
      return start === undefined || end === undefined ? [] : [{ ...rest, ...(style !== undefined && { style: bentElsewhere(style, moved) }), from: start, to: end, ...(typeof cluster === 'string' && clusters.of(cluster) !== undefined ? { cluster: clusters.of(cluster) ?? null } : {}) }];
    })),
    clusters: copied.clusters.map(({ id, name, servers: members = [], ...rest }) => ({
      ...rest, id: clusters.of(id) ?? id, name: clusters.nameOf(id, name ?? id), servers: members.flatMap((member) => servers.of(member) ?? []),
    })),
    server_types: copied.server_types.filter(({ id }) => !world.types.some((type) => type.id === id)),
    ...drawingsOf(world, copied, servers, moved, taken),
  };
  return {
    rows, servers: rows.servers.map(({ id }) => id),
    lacksSecrets: copied.servers.some(({ source }, index) => source !== undefined && 'credential' in source && !('credential' in (rows.servers[index]?.source ?? {}))),
  };
}

function serverOf(world: World, server: Copied['servers'][number], names: Names, moved: (at: Point) => Point, secrets: Secrets): Copied['servers'][number] {
  const { id, name, parent, networks = [], source, look = {}, position, ...rest } = server;
  const { locked: _locked, ...free } = look;
  const host = typeof parent !== 'string' ? null : names.of(parent) ?? (world.indexOf(parent) >= 0 ? parent : null);
  return {
    ...rest, id: names.of(id) ?? id, name: names.nameOf(id, name ?? id), parent: host, position: moved(position), look: free,
    networks: networks.filter((network) => world.networks.indexOf(network) >= 0),
    source: sourceOf(source, secrets),
  };
}

/** The bends of a connection go with its ends. */
const bentElsewhere = (style: LineStyle, moved: (at: Point) => Point): LineStyle =>
  (style.waypoints === undefined ? style : { ...style, waypoints: style.waypoints.map(moved) });

/** This machine is read once, not once per copy. */
function sourceOf(source: Copied['servers'][number]['source'], secrets: Secrets): NonNullable<typeof source> {
  if (source === undefined || source.kind === 'local') return { kind: 'none' };
  return 'credential' in source && !secrets.has(source.credential ?? '') ? withoutCredential(source) : source;
}

function drawingsOf(world: World, { areas, texts, lines }: Copied, servers: Names, moved: (at: Point) => Point, taken: ReadonlySet<string>) {
  const namesOf = (noun: DrawingNoun): Names => new Names((id) => taken.has(id) || world.drawings.get(noun, id) !== undefined);
  const names = { areas: namesOf('areas'), texts: namesOf('texts'), lines: namesOf('lines') };
  const common = (noun: keyof typeof names, row: { readonly id: string; readonly view?: string | null }) =>
    ({ id: names[noun].give(row.id), locked: false, view: typeof row.view === 'string' && world.drawings.views.has(row.view) ? row.view : null });
  const place = (at: Point | undefined): { x: number; y: number } => moved(at ?? { x: 0, y: 0 });
  return {
    areas: areas.map((area) => ({ ...area, ...common('areas', area), from: place(area.from), to: place(area.to) })),
    texts: texts.map((text) => ({ ...text, ...common('texts', text), position: place(text.position) })),
    lines: lines.map((line) => ({
      ...line, ...common('lines', line),
      points: (line.points ?? []).map((point) => ('server' in point ? { server: servers.of(point.server) ?? point.server } : moved(point))),
    })),
  };
}

/** Parallel connections need ids of their own; the first between two servers gets the usual one. */
function withOwnIds(connections: Copied['connections']): Copied['connections'] {
  const given = new Map<string, number>();
  return connections.map((connection) => {
    const id = connectionIdOf(connection.from, connection.to, connection.type ?? 'standard');
    const count = (given.get(id) ?? 0) + 1;
    given.set(id, count);
    return count === 1 ? connection : { ...connection, id: `${id.slice(0, 150)}-${count}` };
  });
}

function shiftOf(world: World, { servers, areas, texts, lines }: Copied, at: PasteAt): Shift {
  const places = servers.map(({ position }) => position);
  const drawn: Point[] = [...areas.flatMap(({ from, to }) => [from, to]), ...texts.map(({ position }) => position), ...lines.flatMap(({ points = [] }) => points)]
    .flatMap((point) => (point !== undefined && 'x' in point ? [point] : []));
  const middle = middleOf(places.length > 0 ? places : drawn);
  const wished = at === 'beside' ? { dx: 1, dy: 1 } : { dx: Math.round(at.x - middle.x), dy: Math.round(at.y - middle.y) };
  return freeShift(world, places, wished, undefined, FREE_WITHIN);
}

function middleOf(places: readonly Point[]): Point {
  if (places.length === 0) return { x: 0, y: 0 };
  const x = places.map((place) => place.x);
  const y = places.map((place) => place.y);
  return { x: (Math.min(...x) + Math.max(...x)) / 2, y: (Math.min(...y) + Math.max(...y)) / 2 };
}

/** New ids for old ones: the same where it is free, else with the next free number behind. */
class Names {
  readonly #isTaken: (id: string) => boolean;
  readonly #given = new Map<string, string>();
  readonly #used = new Set<string>();

  constructor(isTaken: (id: string) => boolean) {
    this.#isTaken = isTaken;
  }

  give(id: string): string {
    const [, stem = id, count] = /^(.+)-(\d{1,6})$/.exec(id) ?? [];
    let free = id;
    for (let number = count === undefined ? 2 : Number(count) + 1; this.#isTaken(free) || this.#used.has(free); number++) free = `${stem.slice(0, 62 - String(number).length)}-${number}`;
    this.#used.add(free);
    this.#given.set(id, free);
    return free;
  }

  of(id: string): string | undefined {
    return this.#given.get(id);
  }

  /** The name of what had this id: the same with the same id, else one that tells them apart. */
  nameOf(id: string, name: string): string {
    const given = this.#given.get(id) ?? id;
    if (given === id) return name;
    if (name === id) return given;
    return `${name.replace(/ \(\d+\)$/, '').slice(0, 190)} (${/(\d+)$/.exec(given)?.[1] ?? '2'})`;
  }
}
