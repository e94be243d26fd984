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
    expect((await importText(out, 'application/json', '?mode=replace&dry_run=true')).json<ImportReport>()).toMatchObject({ added: 0, changed: 0, removed: 0 });
    await api.ask('POST', '/api/undo');
    expect((await api.ask('GET', '/api/icons')).json<{ items: readonly Icon[] }>().items).toEqual([]);
  });

  test('with a fault it is refused whole, the fault where it stands', async () => {
    const answer = await importText(JSON.stringify({ title: 'x', icons: [], colors: [], items: [{ id: 'a', name: 'A', icon: 'gone' }], views: [{ id: 'v', name: 'V', items: [] }] }), 'application/json');
    expect(answer.status).toBe(422);
    expect(answer.json<Problem>().errors).toEqual([{ pointer: '/items/0/icon', message: 'is no icon of the diagram: "gone"' }]);
  });

  test('cut in half it is malformed', async () => {
    const text = await exported('fossflow-compact');
    expect((await importText(text.slice(0, text.length / 2), 'application/json')).status).toBe(400);
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
