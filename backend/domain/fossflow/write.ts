import type { Tile } from '../../contract/look.ts';
import type { View } from '../../contract/view.ts';
import { freeIdOf } from '../../ids.ts';
import type { Ground } from './anchors.ts';
import { Palette } from './colours.ts';
import { connectionsNoun, linesNoun } from './connectors.ts';
import { factsIn, OUR_FACTS, OUR_TITLE, OUR_VIEW, withoutFacts } from './facts.ts';
import { rectanglesNoun, textBoxesNoun } from './floor.ts';
import { itemsNoun, parted } from './items.ts';
import { keptIn, type Fields } from './kept.ts';
import { limited, limitedColour } from './limits.ts';
import { OWN_KEY, toTheirs, type TravelRow } from './noun.ts';
import { iconsOfTypes, picturesOf, type DrawIcon } from './pictures.ts';
import { VIEWS_KEY } from './read-lines.ts';
import type { TopologyRows } from '../topology-rows.ts';
import type { Anchor, Connector, Diagram, DiagramView, PlacedItem } from './shape.ts';
import { sound } from './sound-anchors.ts';
import { viewsNoun, withoutItems, type Names } from './views.ts';

/** One view of the diagram that is being written. `row` is null where it is our map and nothing else. */
type Stage = { readonly row: View | null; readonly id: string; readonly isFirst: boolean; placeOf(server: string): Tile | undefined };

type Writing = { readonly rows: TopologyRows; readonly palette: Palette; readonly names: Names; readonly stages: readonly Stage[] };

/** Everything as a diagram that FossFLOW 1.10 reads; what it cannot hold travels in keys of its objects that are ours. */
export function diagramOf(rows: TopologyRows, draw: DrawIcon): Diagram {
  const first = rows.views.find(({ extras }) => factsIn(keptIn(extras)) !== null) ?? null;
  const { title = OUR_TITLE, colors = [], icons = [], ...facts } = (first === null ? null : factsIn(keptIn(first.extras))) ?? OUR_FACTS;
  const palette = new Palette(colors);
  const names = namesOf(rows);
  const stages = stagesOf(rows, first);
  const writing: Writing = { rows, palette, names, stages };
  const items = itemsOf(writing);
  const views = stages.map((stage) => viewOf(writing, stage, items.placed));
  const usedColours = new Set(views.flatMap(({ rectangles = [], connectors = [] }) => [...rectangles, ...connectors].map(({ color }) => color)));
  return {
    ...limited({ ...facts, title }),
    icons: picturesOf(new Set([...items.list.flatMap(({ icon }) => icon ?? []), ...iconsOfTypes(rows.server_types, rows.icons)]), { known: icons, types: rows.server_types, icons: rows.icons }, draw),
    colors: palette.listOf(usedColours).map(limitedColour), items: items.list, views,
  };
}

/** Items keep the ids they came with as long as no other thing has them. */
function namesOf({ servers }: TopologyRows): Names {
  const own = new Set(servers.map(({ id }) => id));
  const items = new Map<string, string>();
  const byItem = new Map<string, string>();
  for (const { id, extras } of servers) {
    const { id: kept } = keptIn(extras).set;
    const item = typeof kept === 'string' && !byItem.has(kept) && !own.has(kept) ? kept : id;
    items.set(id, item);
    byItem.set(item, id);
  }
  return { serverOf: (item) => byItem.get(item), itemOf: (server) => items.get(server) };
}

function stagesOf({ servers, views }: TopologyRows, first: View | null): Stage[] {
  const onMap = new Map(servers.filter(isOnMap).map(({ id, position }) => [id, position]));
  const known = new Set(servers.map(({ id }) => id));
  const further = views.filter((view) => view !== first && view.places !== null);
  const taken = new Set<string>();
  const idOf = (row: View | null, wanted: string): string => {
    const kept = row === null ? undefined : keptIn(row.extras).set['id'];
    const id = freeIdOf(typeof kept === 'string' ? kept : wanted, (candidate) => taken.has(candidate));
    taken.add(id);
    return id;
  };
  return [
    { row: first, id: idOf(first, first?.id ?? freeIdOf(OUR_VIEW.id, (id) => further.some((view) => view.id === id))), isFirst: true, placeOf: (server) => onMap.get(server) },
    ...further.map((row): Stage => ({ row, id: idOf(row, row.id), isFirst: false, placeOf: (server) => (known.has(server) ? row.places?.[server] : undefined) })),
  ];
}

/** A server that its diagram does not show in the first view is not put there by us. */
const isOnMap = ({ extras }: TravelRow): boolean => !keptIn(extras).without.includes('at.tile');

function itemsOf({ rows: { servers }, names }: Writing): { readonly list: Diagram['items']; readonly placed: readonly PlacedItem[] } {
  const both = servers.map((server) => parted({ ...toTheirs(itemsNoun(() => isOnMap(server)), server), id: names.itemOf(server.id) }));
  return { list: both.map(({ item }) => item as Diagram['items'][number]), placed: both.flatMap(({ placed }) => (placed === null ? [] : [placed as PlacedItem])) };
}

function viewOf(writing: Writing, stage: Stage, onMap: readonly PlacedItem[]): DiagramView {
  const { rows, palette, names } = writing;
  const view = stage.isFirst ? null : stage.row?.id ?? null;
  const isHere = (row: { readonly view: string | null }): boolean => (writing.stages.find((other) => !other.isFirst && other.row?.id === row.view) ?? writing.stages[0]) === stage;
  const rectangles = rows.areas.filter(isHere).toSorted((a, b) => b.order - a.order || (a.id < b.id ? 1 : -1)).map((area) => toTheirs(rectanglesNoun(palette, view), area));
  const textBoxes = rows.texts.filter(isHere).map((text) => toTheirs(textBoxesNoun(view), text));
  const connectors = connectorsOf(writing, stage, rows.lines.filter(isHere));
  const fields = stage.row === null ? { ...OUR_VIEW, id: stage.id } : { ...withoutFacts(toTheirs(viewsNoun(names, stage.isFirst ? rows.servers.filter(isOnMap).map(({ position }) => position) : null), stage.row)), id: stage.id };
  const { view: head, items } = stage.isFirst ? { view: withBeside(writing, fields), items: onMap } : withoutItems(fields);
  return { ...head, items, rectangles: unique(rectangles), connectors, textBoxes: unique(textBoxes) } as unknown as DiagramView;
}

/** The first view carries what has no place in a diagram. */
function withBeside({ rows, stages }: Writing, fields: Fields): Fields {
  const { [OWN_KEY]: view, ...rest } = fields;
  const shown = new Set(stages.map(({ row }) => row));
  const beside = {
    ...(stages[0]?.row === null && { map: true }), ...(view !== undefined && { view }),
    clusters: rows.clusters.map(travelRow), networks: rows.networks.map(travelRow), server_types: rows.server_types.filter(({ built_in: isShipped }) => !isShipped).map(travelRow),
    views: rows.views.filter((row) => !shown.has(row)).map(travelRow), connections: rows.connections.filter((row) => !stages.some((stage) => isOn(row, stage))).map(travelRow),
  };
  const said = Object.entries(beside).filter(([, value]) => !Array.isArray(value) || value.length > 0);
  return said.length === 0 ? rest : { ...rest, [OWN_KEY]: Object.fromEntries(said) };
}

function travelRow(row: object): Fields {
  const { created_at: _created, updated_at: _updated, built_in: _shipped, ...fields } = row as Fields;
  return fields;
}

const isOn = ({ from, to }: { readonly from: string; readonly to: string }, stage: Stage): boolean => stage.placeOf(from) !== undefined && stage.placeOf(to) !== undefined;

function connectorsOf({ rows, palette, names, stages }: Writing, stage: Stage, lines: TopologyRows['lines']): Connector[] {
  const positions = new Map(rows.servers.map(({ id, position }) => [id, position]));
  const connections = rows.connections.filter((row) => isOn(row, stage) && isShownIn(row, stage, stages));
  const anchors = new Map([...connections, ...lines].flatMap(({ extras }) => anchorsIn(keptIn(extras).set['anchors'])));
  const ground: Ground = {
    serverOf: (item) => names.serverOf(item),
    itemOf: (server) => (stage.placeOf(server) === undefined ? undefined : names.itemOf(server)),
    placeOf: (item) => stage.placeOf(names.serverOf(item) ?? ''),
    standOf: (server) => positions.get(server),
    anchorOf: (id) => anchors.get(id),
  };
  const at = { palette, ground, view: stage.isFirst ? null : stage.row?.id ?? null };
  const written = [
    ...connections.map((row) => ({ fields: toTheirs(connectionsNoun(at), row), plain: connectionsNoun(at).write(row) })),
    ...lines.map((row) => ({ fields: toTheirs(linesNoun(at), row), plain: linesNoun(at).write(row) })),
  ];
  return sound(unique(written.map(({ fields: { [VIEWS_KEY]: _views, ...fields } }) => fields)) as unknown as Connector[], written.map(({ plain }) => plain as unknown as Connector), ground);
}

const anchorsIn = (kept: unknown): [string, Anchor][] =>
  (Array.isArray(kept) ? kept.filter((anchor): anchor is Anchor => typeof anchor === 'object' && anchor !== null && 'id' in anchor && 'ref' in anchor) : []).map((anchor) => [anchor.id, anchor]);

/** A connection is in every view with both its servers, unless its diagram had it in some of them only. */
function isShownIn({ extras }: TravelRow, stage: Stage, stages: readonly Stage[]): boolean {
  const only = keptIn(extras).set[VIEWS_KEY];
  return !Array.isArray(only) || !stages.some(({ id }) => only.includes(id)) || only.includes(stage.id);
}

/** No id twice in a list. */
function unique(things: readonly Fields[]): Fields[] {
  const taken = new Set<string>();
  return things.map((thing) => {
    const id = freeIdOf(String(thing['id']), (candidate) => taken.has(candidate), 500);
    taken.add(id);
    return { ...thing, id };
  });
}
