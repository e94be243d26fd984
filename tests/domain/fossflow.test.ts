import { describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { turned } from '../../backend/domain/fossflow/geometry.ts';
import { htmlOf, plainOf } from '../../backend/domain/fossflow/html.ts';
import type { Diagram } from '../../backend/domain/fossflow/shape.ts';
import { worldX, worldY } from '../../frontend/scene/space.ts';
import { Chance } from '../fuzz/chance.ts';
import { largeSite } from '../support/large-site-rows.ts';
import { compactRefusals, readFile, refusals, rowsOf, theirFields as theirs, written, writtenCompact } from '../support/fossflow.ts';
import { plainIcon as icon, smallDiagram as diagram } from '../support/small-diagram.ts';
import { randomDiagram } from '../support/random-diagram.ts';

describe('coordinates', () => {
  test('a tile is drawn at the same place of the screen here and there', () => {
    for (const tile of [{ x: 1, y: 0 }, { x: 0, y: 1 }, { x: -3.5, y: 8 }]) {
      const ours = turned(tile);
      // FossFLOW: x = w/2 · (tx − ty), y = −h/2 · (tx + ty).
      expect([worldX(ours.x, ours.y) / 71, worldY(ours.x, ours.y) / 41]).toEqual([tile.x - tile.y, -(tile.x + tile.y)]);
      expect(turned(ours)).toEqual(tile);
    }
    expect(Object.is(turned({ x: 0, y: 0 }).x, -0)).toBe(false);
  });
});

describe('import of a diagram', () => {
  const rows = rowsOf(diagram());
  const server = (id: string) => rows.servers.find((row) => row.id === id);

  test('items are servers: names, notes without markup, type by icon, place, height of the name', () => {
    expect(server('web')).toMatchObject({ name: 'Web', type: 'generic', notes: 'Serves sites.\nAnd <more>.', position: { x: -3, y: -1 }, look: { label_height: 1.25 } });
    expect(server('db')).toMatchObject({ type: 'storage', position: { x: 0, y: 2 } });
  });

  test('an id that ours cannot be is made anew, and that is said', () => {
    expect(server('odd-one')).toMatchObject({ name: 'Odd' });
    expect(readFile(diagram()).warnings).toContain('The id "odd one" of a server becomes "odd-one".');
  });

  test('a server that only the second view shows has no place in the file, and a place in that view', () => {
    expect(readFile(diagram()).file.servers.find(({ id }) => id === 'odd-one')?.draft.position).toBeUndefined();
    expect(rows.views.find(({ id }) => id === 'second')?.places).toEqual({ 'odd-one': { x: -7, y: -7 } });
    expect(rows.texts.map(({ id, view, name }) => [id, view, name])).toEqual([['t1', null, 'Rack'], ['t1-2', 'second', 'Here']]);
  });

  test('a connector between two items is a connection, with its turns, its stroke and the labels of older files', () => {
    expect(rows.connections).toMatchObject([{
      id: 'c1', from: 'web', to: 'db', type: 'standard',
      style: { color: '#0066cc', width: 0.2, dash: 'dashed', pattern: 'double', waypoints: [{ x: -2, y: 0 }], labels: [{ text: 'out', position_percent: 10 }, { text: 'half way', position_percent: 50, height: 0.5 }] },
    }]);
  });

  test('one that ends on the anchor of another is a free line to where that lies', () => {
    expect(rows.lines).toMatchObject([{ id: 'c2', points: [{ server: 'db' }, { x: -2, y: 0 }], style: { arrow: 'none' } }]);
  });

  test('rectangles are areas, text boxes texts along the same axis', () => {
    expect(rows.areas).toMatchObject([{ id: 'r1', color: '#0066cc', from: { x: -4, y: -6 }, to: { x: -3, y: -4 } }]);
    expect(rows.texts[0]).toMatchObject({ position: { x: 1, y: -5 }, orientation: 'x', size: 1 });
  });

  test('from an item to itself is a free line', () => {
    const file = diagram();
    const [first] = file.views;
    first?.connectors?.push({ id: 'loop', anchors: [{ id: 'x1', ref: { item: 'web' } }, { id: 'x2', ref: { tile: { x: 0, y: 0 } } }, { id: 'x3', ref: { item: 'web' } }] });
    expect(rowsOf(file).lines.find(({ id }) => id === 'loop')?.points).toEqual([{ server: 'web' }, { x: 0, y: 0 }, { server: 'web' }]);
  });
});

const withoutCredential = (source: unknown): unknown => Object.fromEntries(Object.entries(source as object).filter(([key]) => key !== 'credential'));

describe('there and back', () => {
  test.each(Array.from({ length: 80 }, (_, seed) => seed))('a random diagram (%d) comes back with all its own fields, and makes the same topology again', (seed) => {
    const file = randomDiagram(new Chance(seed)) as unknown as Diagram;
    const rows = rowsOf(file);
    const out = written(rows);
    expect(theirs(out)).toEqual(theirs(file));
    expect(rowsOf(out)).toEqual(rows);
  });

  test('what a diagram cannot hold travels in keys of ours: a whole site comes back', () => {
    const rows = rowsOf(JSON.parse(readFileSync(new URL('../fixtures/flatcarmicrocloud.json', import.meta.url), 'utf8')));
    const out = written(rows);
    expect(refusals(out)).toEqual([]);
    expect(rowsOf(out)).toEqual({ ...rows, server_types: rows.server_types.filter(({ built_in: isShipped }) => !isShipped) });
  });

  test('a diagram of ours is shown whole when it is opened; one that came from elsewhere says of that what it said', () => {
    expect(written(largeSite(3))).toMatchObject({ fitToView: true });
    expect(written(rowsOf(diagram()))).not.toHaveProperty('fitToView');
    expect(written(rowsOf(diagram({ fitToView: false })))).toMatchObject({ fitToView: false });
  });

  test('two hundred servers, with all that ours can say, are a diagram that FossFLOW takes, full and compact', () => {
    const rows = largeSite(200);
    const out = written(rows);
    expect(refusals(out)).toEqual([]);
    expect(out.items).toHaveLength(200);
    expect(out.items.some(({ name }) => name.length === 100)).toBe(true);
    expect(rowsOf(out)).toEqual({ ...rows, servers: rows.servers.map((server) => ({ ...server, source: withoutCredential(server.source) })) });
    expect(compactRefusals(writtenCompact(rows))).toEqual([]);
  });

  test('no credential leaves in a diagram', () => {
    const out = JSON.stringify(written(largeSite(20)));
    expect(out).toContain('"kind":"ssh"');
    expect(out).not.toContain('credential');
  });

  test('what was changed in FossFLOW counts, the rest stays ours', () => {
    const rows = largeSite(3);
    const out = written(rows);
    const [item] = out.items;
    if (item === undefined) throw new Error('no item');
    const edited = { ...out, items: out.items.map((one) => (one === item ? { ...one, name: 'Renamed there' } : one)) };
    const before = rows.servers.find(({ id }) => id === item.id);
    expect(rowsOf(edited).servers.find(({ id }) => id === item.id)).toEqual({ ...before, name: 'Renamed there', source: withoutCredential(before?.source) });
  });

  test('a server taken away in FossFLOW leaves clusters and parents without faults', () => {
    const rows = largeSite(6);
    const out = written(rows);
    const gone = rows.clusters[0]?.servers[0] ?? '';
    const left = { ...out, items: out.items.filter(({ id }) => id !== gone), views: out.views.map((view) => ({ ...view, items: view.items.filter(({ id }) => id !== gone), connectors: [] })) };
    expect(rowsOf(left).clusters[0]?.servers).toEqual(rows.clusters[0]?.servers.filter((id) => id !== gone));
  });

  test('a line keeps its end on another line only while that leads to the same place', () => {
    const rows = rowsOf(diagram());
    const moved = { ...rows, connections: rows.connections.map((row) => ({ ...row, style: { ...row.style, waypoints: [{ x: 5, y: 5 }] } })) };
    const endOf = (out: Diagram): unknown => out.views[0]?.connectors?.find(({ id }) => id === 'c2')?.anchors[1]?.ref;
    expect(endOf(written(rows))).toEqual({ anchor: 'a2' });
    expect(endOf(written(moved))).toEqual({ tile: { x: 0, y: 2 } });
    expect(refusals(written(moved))).toEqual([]);
  });

  test('pictures: our icons are drawn, only those that are used', () => {
    const out = written(largeSite(12));
    expect(out.icons?.map(({ id }) => id)).toContain('uc-database');
    expect(out.icons?.filter(({ id }) => !id.startsWith('uc-own')).every(({ url = '' }) => Buffer.from(url.replace('data:image/svg+xml;base64,', ''), 'base64').toString().startsWith('<svg'))).toBe(true);
  });
});

describe('the compact form', () => {
  const compact = { t: 'Tiny', i: [['Web 1', 'server', '<p>Front'], ['Store', 'storage', ''], ['Web 1', 'azure-vm', '']], v: [[[[1, 0, 0], [0, 2, -4], [2, 5, 5]], [[0, 1], [0, 1], [2, 2]]]], _: { f: 'compact', v: '1.0' } };

  test('is read: ids from names, parallel connections apart, one to itself a line', () => {
    const rows = rowsOf(compact);
    expect(rows.servers.map(({ id, type, position }) => [id, type, position])).toEqual([['store', 'storage', { x: 0, y: 0 }], ['web-1', 'generic', { x: 4, y: -2 }], ['web-1-2', 'generic', { x: -5, y: -5 }]]);
    expect(rows.connections.map(({ id, from, to }) => [id, from, to])).toEqual([['web-1--store--standard', 'web-1', 'store'], ['web-1--store--standard-2', 'web-1', 'store']]);
    expect(rows.lines).toHaveLength(1);
  });

  test('is written with the limits that FossFLOW has, and read again as the same places and pairs', () => {
    const rows = rowsOf(compact);
    const out = writtenCompact(rows);
    expect(compactRefusals(out)).toEqual([]);
    expect(rowsOf(out).servers.map(({ id, position }) => [id, position])).toEqual(rows.servers.map(({ id, position }) => [id, position]));
    expect(rowsOf(out).connections.map(({ id }) => id)).toEqual(rows.connections.map(({ id }) => id));
  });

  test('numbers of items that are not there are faults at the number', () => {
    expect(readFile({ ...compact, v: [[[[7, 0, 0]], [[0, 9]]]] }).faults).toEqual(['/v/0/0/0/0 is no item of the diagram: 7', '/v/0/1/0/1 is no item of the diagram: 9']);
  });

  test('half of one is refused with what is missing', () => {
    expect(readFile({ t: 'x', i: [['a', 'b']], _: { f: 'compact' } }).faults).toEqual(expect.arrayContaining([expect.stringMatching(/^\/v /), expect.stringMatching(/^\/i\/0 /)]));
  });
});

describe('a bad diagram is refused whole, each fault where it stands', () => {
  const broken = (change: (file: Diagram) => void): readonly string[] => {
    const file = structuredClone(diagram());
    change(file);
    const { file: read, faults } = readFile(file);
    expect(read.servers).toEqual([]);
    return faults;
  };
  const first = (file: Diagram): Diagram['views'][number] => file.views[0] as Diagram['views'][number];

  test.each<readonly [string, (file: Diagram) => void, string]>([
    ['an icon that is not there', (file) => { file.icons = []; }, '/items/0/icon is no icon of the diagram: "server"'],
    ['an item that is not there', (file) => { first(file).items.push({ id: 'ghost', tile: { x: 0, y: 0 } }); }, '/views/0/items/2/id is no item of the diagram: "ghost"'],
    ['an item twice', (file) => { file.items.push({ id: 'web', name: 'Again' }); }, '/items/3/id is the id of /items/0 too: "web"'],
    ['a colour that is not there', (file) => { file.colors = []; }, '/views/0/rectangles/0/color is no colour of the diagram: "blue"'],
    ['an anchor on an item of another view', (file) => { first(file).connectors?.push({ id: 'c3', anchors: [{ id: 'x', ref: { item: 'odd one' } }, { id: 'y', ref: { tile: { x: 0, y: 0 } } }] }); }, '/views/0/connectors/2/anchors/0/ref is no item of this view: "odd one"'],
    ['an anchor on nothing', (file) => { first(file).connectors?.push({ id: 'c3', anchors: [{ id: 'x', ref: { anchor: 'none' } }, { id: 'y', ref: {} }] }); }, '/views/0/connectors/2/anchors/1/ref must name exactly one of item, tile and anchor'],
    ['anchors in a circle', (file) => { first(file).connectors?.push({ id: 'c3', anchors: [{ id: 'x', ref: { anchor: 'y' } }, { id: 'y', ref: { anchor: 'x' } }] }); }, '/views/0/connectors/2/anchors/0/ref leads, from anchor to anchor, back to "y"'],
    ['a place beyond all numbers', (file) => { (first(file).items[0] as { tile: object }).tile = { x: Number.parseFloat('1e999'), y: 0 }; }, '/views/0/items/0/tile/x must be'],
    ['a place that is no number', (file) => { (first(file).items[0] as { tile: object }).tile = { x: null, y: 0 }; }, '/views/0/items/0/tile/x must be a number'],
    ['a name of 201 characters', (file) => { (file.items[0] as { name: string }).name = 'a'.repeat(201); }, '/items/0/name must have at most 200 characters'],
    ['one anchor alone', (file) => { (first(file).connectors?.[0] as { anchors: unknown[] }).anchors.length = 1; }, '/views/0/connectors/0/anchors must have at least 2'],
    ['something of ours that is not valid', (file) => { (file.items[0] as Record<string, unknown>)['unlimited_cluster'] = { ip: '999.1.1.1', status: 5, flavour: 1 }; }, '/items/0/unlimited_cluster/flavour is not a known field'],
  ])('%s', (_what, change, fault) => {
    expect(broken(change).some((one) => one.startsWith(fault)) ? fault : broken(change)).toBe(fault);
  });

  test('the older format, connectors beside the items and nothing in views, is named as such', () => {
    const older = { title: 'Payments', icons: [], colors: [], items: [{ id: 'a', type: 'isoflow__person', position: { x: 50, y: 200 }, name: 'Customer' }], connectors: [{ id: 'c', from: 'a', to: 'a' }], views: [] };
    expect(readFile(older).faults).toEqual(['/views is missing or empty, and the connectors stand beside the items: this is an older format of Isoflow diagrams, which is not read']);
  });
});

describe('repaired, not refused', () => {
  test('a name of 101 characters is kept whole, and cut for FossFLOW only', () => {
    const file = diagram({ items: [{ id: 'web', name: 'n'.repeat(101) }, { id: 'db', name: 'DB' }, { id: 'odd one', name: 'Odd' }] });
    expect(rowsOf(file).servers.find(({ id }) => id === 'web')?.name).toHaveLength(101);
    expect(refusals(written(rowsOf(file)))).toEqual([]);
    expect(rowsOf(written(rowsOf(file)))).toEqual(rowsOf(file));
  });

  test('a colour that is none is told and kept; what has it is drawn as usual', () => {
    const file = diagram({ colors: [{ id: 'blue', value: 'blueish' }] });
    expect(readFile(file).warnings).toContain('Colours that are not read: "blueish". What has them is drawn in its usual colour.');
    expect(rowsOf(file).connections[0]?.style.color).toBeUndefined();
    expect(written(rowsOf(file)).colors).toEqual([{ id: 'blue', value: 'blueish' }]);
  });

  test('fifty megabytes of icons do no harm: what is not used is not kept, what is too large is told', () => {
    const url = `data:image/svg+xml;base64,${'A'.repeat(1_000_000)}`;
    const file = diagram({ icons: [icon('server'), icon('storage'), { ...icon('mine'), url }, ...Array.from({ length: 50 }, (_, index) => ({ ...icon(`big-${index}`), url }))] });
    expect(readFile(file).warnings).toContain('The icon "mine" comes without its picture: /icons/2/url has 750000 bytes; at most 524288 are taken');
    expect(rowsOf(file).icons).toEqual([]);
    expect(JSON.stringify(rowsOf(file)).length).toBeLessThan(20_000);
  });
});

describe('rich text', () => {
  test.each([
    ['<p>One</p><p><br></p><p>Two</p>', 'One\n\nTwo'], ['a<br>b', 'a\nb'], ['<script>alert(1)</script>safe', 'safe'], ['<img src=x onerror=alert(1)>picture', 'picture'],
    ['&lt;script&gt;', '<script>'], ['&#60;b&#62; &#x1F4BE; &amp;amp;', '<b> 💾 &amp;'], ['5 < 6 and 7 > 2', '5 < 6 and 7 > 2'], ['<style>p{}</style><p>x', 'x'], ['<scr<script>x</script>ipt>y', 'y'],
  ])('%j is read as %j', (html, text) => {
    expect(plainOf(html)).toBe(text);
  });

  test('plain text written as rich text reads as itself, and is cut between characters', () => {
    expect(plainOf(htmlOf('a < b\n\n"c" & d', 1_000))).toBe('a < b\n\n"c" & d');
    const cut = htmlOf('&'.repeat(999), 100);
    expect(cut.length).toBeLessThanOrEqual(100);
    expect(plainOf(cut)).toMatch(/^&+$/);
  });
});
