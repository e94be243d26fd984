import { Ajv } from 'ajv';
import { textOf } from '../../backend/contract/sentence.ts';
import { compactOf } from '../../backend/domain/fossflow/compact.ts';
import type { Diagram } from '../../backend/domain/fossflow/shape.ts';
import { diagramOf } from '../../backend/domain/fossflow/write.ts';
import { FaultList } from '../../backend/domain/fault-list.ts';
import { readImport, type ImportFile } from '../../backend/domain/import-file.ts';
import { areaOf, clusterOf, connectionOf, floorTextOf, freeLineOf, networkOf, serverOf, serverTypeOf, viewOf } from '../../backend/domain/rows.ts';
import type { TopologyRows } from '../../backend/domain/topology-rows.ts';
import { connectionIdOf } from '../../backend/contract/topology.ts';
import { ProblemError } from '../../backend/errors.ts';

const TIMES = { created_at: '', updated_at: '' };
const ORIGIN = { x: 0, y: 0 };

/** Reads a parsed file as an import does. Faults as `pointer sentence`. */
export function readFile(value: unknown): { readonly file: ImportFile; readonly faults: readonly string[]; readonly warnings: readonly string[] } {
  const list = new FaultList();
  const warnings: Parameters<typeof textOf>[0][] = [];
  const file = readImport(value, list, warnings);
  return { file, faults: faultsIn(list), warnings: warnings.map((warning) => textOf(warning)) };
}

/** Faults of a list, as `pointer sentence`. */
export function faultsIn(list: FaultList): string[] {
  try {
    list.refuse();
    return [];
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    return error.faults.map(({ pointer, message }) => `${pointer} ${textOf(message)}`);
  }
}

/** The rows a store would have after importing this file into nothing. */
export function rowsOf(value: unknown): TopologyRows {
  const { file, faults } = readFile(value);
  if (faults.length > 0) throw new Error(faults.join('\n'));
  const sorted = <Row extends { readonly id: string }>(rows: readonly Row[]): Row[] => rows.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  return {
    servers: sorted(file.servers.map(({ id, draft }) => serverOf(draft, id, draft.position ?? ORIGIN, TIMES))),
    connections: sorted(file.connections.map(({ id, draft }) => connectionOf(draft, id || connectionIdOf(draft.from, draft.to, draft.type ?? 'standard'), TIMES))),
    clusters: sorted(file.clusters.map(({ id, draft }) => clusterOf(draft, id, TIMES))), networks: sorted(file.networks.map(({ id, draft }) => networkOf(draft, id, TIMES))),
    server_types: sorted(file.server_types.map(({ id, draft }) => serverTypeOf(draft, id, TIMES))), areas: sorted(file.areas.map(({ id, draft }) => areaOf(draft, id, TIMES))),
    icons: sorted(file.icons.map(({ id, draft: { name = id, collection = '', keywords = [], is_isometric = true, scale = 1, image = '' } }) => ({ id, name, collection, keywords, is_isometric, scale, image }))),
    texts: sorted(file.texts.map(({ id, draft }) => floorTextOf(draft, id, TIMES))), lines: sorted(file.lines.map(({ id, draft }) => freeLineOf(draft, id, TIMES))),
    views: sorted(file.views.map(({ id, draft }) => viewOf(draft, id, TIMES))),
  };
}

const json = <Value>(value: Value): Value => JSON.parse(JSON.stringify(value)) as Value;

/** What FossFLOW would read: through JSON, as a file is. */
export const written = (rows: TopologyRows): Diagram => json(diagramOf(rows, (icon, color) => `<svg xmlns="http://www.w3.org/2000/svg"><!--${icon} ${color}--></svg>`));
export const writtenCompact = (rows: TopologyRows): unknown => json(compactOf(diagramOf(rows, () => '')));

const id = { type: 'string' };
const name = { type: 'string', maxLength: 100 };
const words = { type: 'string', maxLength: 1000 };
const tile = { type: 'object', required: ['x', 'y'], properties: { x: { type: 'number' }, y: { type: 'number' } } };
const list = (items: object, more: object = {}): object => ({ type: 'array', items, ...more });
const object = (required: readonly string[], properties: object): object => ({ type: 'object', required, properties });

const colour = { color: id, customColor: { type: 'string' } };
const label = object(['id', 'text', 'position'], { id, text: words, position: { type: 'number', minimum: 0, maximum: 100 }, height: { type: 'number' }, line: { enum: ['1', '2'] }, showLine: { type: 'boolean' } });
const ref = { type: 'object', properties: { item: id, anchor: id, tile }, minProperties: 1, maxProperties: 1 };
const connector = object(['id', 'anchors'], {
  id, ...colour, description: words, startLabel: words, endLabel: words, labels: list(label, { maxItems: 256 }), width: { type: 'number' }, style: { enum: ['SOLID', 'DOTTED', 'DASHED'] },
  lineType: { enum: ['SINGLE', 'DOUBLE', 'DOUBLE_WITH_CIRCLE'] }, showArrow: { type: 'boolean' }, anchors: list(object(['id', 'ref'], { id, ref }), { minItems: 2 }),
});
const view = object(['id', 'name', 'items'], {
  id, name, description: words, lastUpdated: { type: 'string', pattern: '^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z$' }, items: list(object(['id', 'tile'], { id, tile, labelHeight: { type: 'number' } })),
  rectangles: list(object(['id', 'from', 'to'], { id, ...colour, from: tile, to: tile })), connectors: list(connector),
  textBoxes: list(object(['id', 'tile', 'content'], { id, tile, content: name, fontSize: { type: 'number' }, orientation: { enum: ['X', 'Y'] } })),
});

/** What FossFLOW 1.10 takes, from what its schemas say: texts, numbers, choices. */
const SCHEMA = object(['title', 'icons', 'colors', 'items', 'views'], {
  version: { type: 'string', maxLength: 10 }, title: name, description: words,
  icons: list(object(['id', 'name', 'url'], { id, name, url: { type: 'string' }, collection: name, isIsometric: { type: 'boolean' }, scale: { type: 'number', minimum: 0.1, maximum: 3 } })),
  colors: list(object(['id', 'value'], { id, value: { type: 'string', maxLength: 7 } })), items: list(object(['id', 'name'], { id, name, description: words, icon: id })), views: list(view),
});
const COMPACT = object(['t', 'i', 'v', '_'], {
  t: { type: 'string', maxLength: 40 }, i: list({ type: 'array', minItems: 3, maxItems: 3, items: [{ type: 'string', maxLength: 30 }, { type: 'string' }, { type: 'string', maxLength: 100 }] }),
  v: list({ type: 'array', minItems: 2, maxItems: 2 }), _: { type: 'object', properties: { f: { const: 'compact' }, v: { const: '1.0' } } },
});

const ajv = new Ajv({ allErrors: true, strict: false });
const check = ajv.compile(SCHEMA);
const checkCompact = ajv.compile(COMPACT);

/** Every reason for which FossFLOW would refuse a diagram, and ids that are there twice. */
export function refusals(value: Diagram): string[] {
  if (!check(value)) return check.errors?.map(({ instancePath, message }) => `${instancePath} ${message ?? ''}`) ?? [];
  const [icons, colors, items] = [value.icons ?? [], value.colors ?? [], value.items].map((things) => new Set(things.map((thing) => thing.id))) as [Set<string>, Set<string>, Set<string>];
  const missing = (known: ReadonlySet<string>, wanted: string | undefined, where: string): string[] => (wanted === undefined || known.has(wanted) ? [] : [`${where} names ${wanted}`]);
  return [
    ...twice(value.icons ?? [], '/icons'), ...twice(value.colors ?? [], '/colors'), ...twice(value.items, '/items'), ...twice(value.views, '/views'),
    ...(value.colors ?? []).flatMap(({ value: text }) => (/^#[0-9a-f]{6}$/i.test(text) ? [] : [`colour ${text}`])),
    ...value.items.flatMap((item) => missing(icons, item.icon, item.id)),
    ...value.views.flatMap(({ id: at, items: placed, connectors = [], rectangles = [], textBoxes = [] }) => {
      const here = new Set(placed.map((item) => item.id));
      const anchors = new Set(connectors.flatMap((one) => one.anchors.map((anchor) => anchor.id)));
      return [
        ...twice(placed, `${at} items`), ...twice(connectors, `${at} connectors`), ...twice(rectangles, `${at} rectangles`), ...twice(textBoxes, `${at} texts`),
        ...twice(connectors.flatMap((one) => one.anchors), `${at} anchors`), ...placed.flatMap((item) => missing(items, item.id, at)),
        ...[...connectors, ...rectangles].flatMap(({ id: one, color }) => missing(colors, color, one)),
        ...connectors.flatMap((one) => one.anchors.flatMap(({ ref: { item, anchor } }) => [...missing(here, item, one.id), ...missing(anchors, anchor, one.id)])),
      ];
    }),
  ];
}

export function compactRefusals(value: unknown): string[] {
  return checkCompact(value) ? [] : checkCompact.errors?.map(({ instancePath, message }) => `${instancePath} ${message ?? ''}`) ?? [];
}

function twice(things: readonly { readonly id: string }[], where: string): string[] {
  const seen = new Set<string>();
  return things.flatMap(({ id: one }) => {
    if (seen.has(one)) return [`${where}: ${one} twice`];
    seen.add(one);
    return [];
  });
}

/** A diagram as FossFLOW's own fields alone, sorted, icons that nothing uses left out. */
export const theirFields = (diagram: Diagram): unknown => {
  const used = new Set(diagram.items.map(({ icon }) => icon));
  const bare = JSON.parse(JSON.stringify(diagram, (key, value: unknown) => (key === 'unlimited_cluster' ? undefined : value))) as Diagram;
  return sortedDiagram({ ...bare, icons: bare.icons?.filter(({ id }) => used.has(id)) ?? [] });
};

/** A diagram with its lists in order of ids, so that what only stands elsewhere is the same. Pictures do not count. */
export function sortedDiagram({ items, views, icons = [], colors = [], ...rest }: Diagram): unknown {
  const sorted = <Thing extends { readonly id: string }>(things: readonly Thing[] = []): Thing[] => things.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  return {
    ...rest, items: sorted(items), icons: sorted(icons).map(({ url: _url, ...icon }) => icon), colors,
    views: views.map(({ items: placed, connectors, rectangles, textBoxes, ...view }) => ({ ...view, items: sorted(placed), connectors: sorted(connectors), rectangles: rectangles ?? [], textBoxes: sorted(textBoxes) })),
  };
}
