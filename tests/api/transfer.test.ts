import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { ImportReport } from '../../backend/contract/export.ts';
import type { Icon } from '../../backend/contract/icon.ts';
import type { Problem } from '../../backend/contract/problem.ts';
import type { Diagram } from '../../backend/domain/fossflow/shape.ts';
import { compactRefusals, refusals } from '../support/fossflow.ts';
import { squareSvg, svgUrl } from '../support/icon-files.ts';
import { openApi, type TestApi } from './open-api.ts';

let api: TestApi;
beforeAll(async () => { api = await openApi({ drawIcon: (icon, color) => `<svg xmlns="http://www.w3.org/2000/svg"><!--${icon} ${color}--></svg>` }); });
afterAll(() => api.end());

const importText = async (text: string, type: string, query = '') => api.ask('POST', `/api/import${query}`, { headers: { 'Content-Type': type }, body: text });
const exported = async (format: string): Promise<string> => (await api.ask('GET', `/api/export?format=${format}`)).text;

beforeEach(async () => {
  await importText(JSON.stringify({
    format: 'unlimited-cluster', version: 1, servers: [{ id: 'web1', name: 'Web 1', type: 'web', ip: '10.0.0.1', tags: { env: 'prod' } }, { id: 'db1', name: '=DB', type: 'database', source: { kind: 'ssh', user: 'ops' } }],
    connections: [{ from: 'web1', to: 'db1', type: 'database', label: 'reads' }], clusters: [{ id: 'prod', servers: ['web1', 'db1'], auto_connect: false }],
  }), 'application/json', '?mode=replace');
});

describe('a diagram of FossFLOW', () => {
  test('is what FossFLOW takes, with pictures, and changes nothing when it comes back', async () => {
    const text = await exported('fossflow');
    const diagram = JSON.parse(text) as Diagram;
    expect(refusals(diagram)).toEqual([]);
    expect(diagram.icons?.every(({ url = '' }) => url.startsWith('data:image/svg+xml;base64,'))).toBe(true);
    expect((await importText(text, 'application/json', '?mode=replace&dry_run=true')).json<ImportReport>()).toMatchObject({ added: 0, changed: 0, removed: 0 });
  });

  test('its compact form is what FossFLOW takes', async () => {
    expect(compactRefusals(JSON.parse(await exported('fossflow-compact')))).toEqual([]);
  });

  test('a credential does not leave, and is still there after the diagram came back', async () => {
    await api.store.write({ user: 'ann' }, () => api.store.servers.patch('db1', { source: { kind: 'ssh', user: 'ops', credential: 'key' } }, 1));
    const text = await exported('fossflow');
    expect(text).not.toContain('credential');
    await importText(text, 'application/json');
    expect((await api.ask('GET', '/api/servers/db1')).json<{ source: object }>().source).toEqual({ kind: 'ssh', user: 'ops', credential: 'key' });
  });

  test('brings the pictures of its icons: whoever may see them gets them cleaned, and they leave again', async () => {
    const icon = (id: string, url: string): object => ({ id, name: id, isIsometric: true, collection: 'imported', url });
    const file = {
      title: 'Rack', icons: [icon('box', svgUrl(squareSvg('#f00').replace('<rect', '<script>alert(1)</script><rect'))), icon('torn', svgUrl('<svg')), icon('unused', svgUrl(squareSvg('#0f0')))], colors: [],
      items: [{ id: 'a', name: 'A', icon: 'box' }, { id: 'b', name: 'B', icon: 'torn' }], views: [{ id: 'v', name: 'V', items: [{ id: 'a', tile: { x: 0, y: 0 } }, { id: 'b', tile: { x: 3, y: 0 } }] }],
    };
    const report = (await importText(JSON.stringify(file), 'application/json', '?mode=replace')).json<ImportReport>();
    expect(report.warnings).toEqual(expect.arrayContaining([expect.stringMatching(/^Something was taken away .*"box"$/), expect.stringMatching(/^The icon "torn" comes without its picture/)]));
    expect((await api.ask('GET', '/api/servers/a')).json<{ look: object }>().look).toEqual({ icon: 'fossflow-box' });
    const { items } = (await api.ask('GET', '/api/icons')).json<{ items: readonly Icon[] }>();
    expect(items.map(({ id, is_isometric: isIsometric }) => [id, isIsometric])).toEqual([['fossflow-box', true]]);
    expect((await api.ask('GET', `/api/icon-images/${items[0]?.image_hash ?? ''}`)).text).toMatch(/^<svg(?!.*script)/);
    const out = await exported('fossflow');
    expect((JSON.parse(out) as Diagram).icons?.map(({ id }) => id)).toEqual(['box', 'torn']);
    // FossFLOW would find no picture for what people brought themselves.
    expect((JSON.parse(await exported('fossflow-compact')) as { i: unknown }).i).toEqual([['A', 'server', ''], ['B', 'torn', '']]);
    expect((await importText(out, 'application/json', '?mode=replace&dry_run=true')).json<ImportReport>()).toMatchObject({ added: 0, changed: 0, removed: 0 });
    await api.ask('POST', '/api/undo');
    expect((await api.ask('GET', '/api/icons')).json<{ items: readonly Icon[] }>().items).toEqual([]);
  });

  const bad = (more: object, view: object = {}): string => JSON.stringify({
    title: 'x', icons: [], colors: [], items: [{ id: 'a', name: 'A' }, { id: 'web1', name: 'Renamed' }], views: [{ id: 'v', name: 'V', items: [{ id: 'a', tile: { x: 0, y: 0 } }], ...view }], ...more,
  });
  const connector = (...refs: readonly object[]): object => ({ connectors: [{ id: 'c', anchors: refs.map((ref, index) => ({ id: `a${index}`, ref })) }] });

  test.each<readonly [string, string, number, readonly object[]]>([
    ['an icon that is not there', bad({ items: [{ id: 'a', name: 'A', icon: 'gone' }] }), 422, [{ pointer: '/items/0/icon', message: 'is no icon of the diagram: "gone"' }]],
    ['two faults', bad({ items: [{ id: 'a', name: 'A', icon: 'gone' }] }, { rectangles: [{ id: 'r', color: 'blue', from: { x: 0, y: 0 }, to: { x: 1, y: 1 } }] }), 422, [
      { pointer: '/items/0/icon', message: 'is no icon of the diagram: "gone"' }, { pointer: '/views/0/rectangles/0/color', message: 'is no colour of the diagram: "blue"' }]],
    ['ends that are not there', bad({}, connector({ item: 'ghost' }, { anchor: 'none' })), 422, [
      { pointer: '/views/0/connectors/0/anchors/0/ref', message: 'is no item of this view: "ghost"' }, { pointer: '/views/0/connectors/0/anchors/1/ref', message: 'is no anchor of this view: "none"' }]],
    ['anchors in a circle', bad({}, connector({ anchor: 'a1' }, { anchor: 'a0' })), 422, [{ pointer: '/views/0/connectors/0/anchors/0/ref' }, { pointer: '/views/0/connectors/0/anchors/1/ref' }]],
    ['a place that is no number', bad({}).replace('"x":0', '"x":null'), 422, [{ pointer: '/views/0/items/0/tile/x' }]],
    ['a place beyond all numbers', bad({}).replace('"x":0', '"x":1e999'), 422, [{ pointer: '/views/0/items/0/tile/x' }]],
    ['NaN, which is no JSON', bad({}).replace('"x":0', '"x":NaN'), 400, []],
    ['no view, and connectors in the way of an older format', JSON.stringify({ title: 'x', icons: [], items: [{ id: 'a', name: 'A' }], connectors: [], views: [] }), 422, [{ pointer: '/views' }]],
    ['half of a full file', bad({}).slice(0, 90), 400, []],
    ['half of a compact file', '{"t":"Tiny","i":[["A","server",""],["B","ser', 400, []],
    ['a compact file without its views', '{"t":"Tiny","i":[["A","server",""]],"_":{"f":"compact","v":"1.0"}}', 422, [{ pointer: '/v' }]],
  ])('%s: refused whole, each fault where it stands', async (_what, text, status, errors) => {
    const before = await exported('json');
    const answer = await importText(text, 'application/json', '?mode=replace');
    expect([answer.status, answer.json<Problem>().errors ?? []]).toMatchObject([status, errors]);
    expect(await exported('json')).toBe(before);
  });

  test('with fifty megabytes of icons it is read, and only those that are shown and small enough are kept', async () => {
    const icon = (id: string, bytes: number): object => ({ id, name: id, url: `data:image/svg+xml;base64,${'A'.repeat(bytes)}` });
    const icons = Array.from({ length: 50 }, (_, index) => icon(`big-${index}`, 1_000_000));
    const items = icons.slice(0, 3).map((_, index) => ({ id: `s${index}`, name: 'S', icon: `big-${index}` }));
    const report = (await importText(bad({ icons: [...icons, { ...icon('small', 0), url: svgUrl(squareSvg('#00f')) }], items: [{ id: 'a', name: 'A', icon: 'small' }, ...items] }), 'application/json', '?mode=replace')).json<ImportReport>();
    expect(report.warnings.filter((warning) => warning.includes('comes without its picture'))).toHaveLength(3);
    expect((await api.ask('GET', '/api/icons')).json<{ items: readonly Icon[] }>().items.map(({ id }) => id)).toEqual(['fossflow-small']);
    expect((await exported('fossflow')).length).toBeLessThan(20_000);
  });

  test('nothing in its words runs or is markup here', async () => {
    const wicked = '<img src=x onerror=alert(1)><script>alert(2)</script><p>Read me</p>';
    await importText(bad({ title: wicked, items: [{ id: 'a', name: wicked, description: wicked }] }), 'application/json', '?mode=replace');
    expect((await api.ask('GET', '/api/servers/a')).json<{ name: string; notes: string }>()).toMatchObject({ name: wicked, notes: 'Read me' });
  });
});

describe('a table', () => {
  test('of servers and of connections changes nothing when it comes back, and holds no formula', async () => {
    const servers = await exported('csv');
    expect(servers).toContain('db1,\'=DB,database');
    expect((await importText(servers, 'text/csv', '?dry_run=true')).json<ImportReport>()).toMatchObject({ added: 0, changed: 0 });
    expect((await importText(await exported('csv-connections'), 'text/csv; charset=utf-8', '?dry_run=true')).json<ImportReport>()).toMatchObject({ added: 0, changed: 0 });
  });

  test('is read by the columns that are named, and says what differs', async () => {
    const columns = encodeURIComponent('id:Machine,ip:Address');
    const report = (await importText('Machine;Address\nweb1;10.0.0.9\n', 'text/csv', `?diff=true&columns=${columns}`)).json<ImportReport>();
    expect(report.changes).toEqual([{ op: 'change', noun: 'servers', id: 'web1', fields: { ip: { before: '10.0.0.1', after: '10.0.0.9' } } }]);
  });

  test('faults name line and column, in the language of who asks', async () => {
    const answer = await api.ask('POST', '/api/import', { headers: { 'Content-Type': 'text/csv', 'Accept-Language': 'es' }, body: 'name,ip\na,999.1.1.1\n' });
    expect(answer.json<Problem>().errors?.[0]?.pointer).toBe('/lines/2/ip');
    expect(answer.json<Problem>().errors?.[0]?.message).toMatch(/^debe ser/);
  });

  test('that is not UTF-8 is malformed', async () => {
    expect((await api.ask('POST', '/api/import', { headers: { 'Content-Type': 'text/csv' }, body: Buffer.from([0x6e, 0xff, 0x0a]) })).status).toBe(400);
  });
});
