import { describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { readDrawing } from '../../backend/cli/render/draw-file.ts';
import { flagOrder } from '../../frontend/render/marks/servers.ts';
import { SERVER_STATUSES } from '../../backend/contract/statuses.ts';
import { pictureSvg, type PictureOptions } from '../../frontend/render/svg/picture-svg.ts';
import { loadIcons } from '../../frontend/scene/icons/icons.ts';
import { World } from '../../frontend/scene/world.ts';
import { distanceToRoute } from '../../frontend/scene/route.ts';
import { WORDS } from '../support/map-words.ts';
import { elementsOf, wellFormed } from '../support/strict-xml.ts';
import { smallTopology } from '../support/small-topology.ts';

const file = (path: string): string => readFileSync(fileURLToPath(new URL(`../../${path}`, import.meta.url)), 'utf8');
const EXAMPLE = 'help/examples/flatcarmicrocloud.yaml';
const draw = (world: World, options: Partial<PictureOptions> = {}): string => pictureSvg(world, { theme: 'light', words: WORDS, ...options });

await loadIcons();
const example = readDrawing(EXAMPLE, file(EXAMPLE), {});
const namesOf = (world: World): string[] => Array.from({ length: world.servers.count }, (_, server) => world.nameOf(server));

describe('a picture of the map as SVG', () => {
  test.each(['light', 'dark'] as const)('is well-formed XML without script, style or anything from elsewhere (%s)', (theme) => {
    const svg = draw(example.world, { theme, title: 'A <b>&"</b>' });
    expect(wellFormed(svg)).toBe(true);
    expect(svg).not.toMatch(/<script|<style|<foreignObject|<image|on\w+=|javascript:|NaN|undefined|Infinity|href="(?!#)/);
    expect(elementsOf(svg, 'title')).toEqual(['A &lt;b&gt;&amp;&quot;&lt;/b&gt;']);
  });

  test('has the name of every server as text', () => {
    const texts = elementsOf(draw(example.world), 'text');
    for (const name of namesOf(example.world)) expect(texts).toContain(name);
  });

  test.each([0.36, 0.44, 0.5])('looked at from afar (%d), has the names of all servers and of all clusters: no card covers another', (zoom) => {
    const texts = elementsOf(draw(example.world, { zoom }), 'text');
    for (const name of [...namesOf(example.world), 'Ingress', 'Control plane', 'Workers and storage']) expect(texts).toContain(name);
  });

  test.each([0.31, 0.37, 0.44, 0.5])('looked at from afar (%d), has the name of every network: one in whose place a server is named stands elsewhere', (zoom) => {
    const texts = elementsOf(draw(example.world, { zoom }), 'text');
    for (const name of ['LAN', 'WireGuard', 'VIPs', 'K3s', 'Infra']) expect(texts.filter((text) => text === name).length).toBeGreaterThanOrEqual(name === 'WireGuard' && zoom > 0.36 ? 2 : 1);
  });

  test('a group that is wider named than it is says it in fewer words, so that its neighbours are named too', () => {
    const servers = Array.from({ length: 108 }, (_, at) => ({ id: `s${at}`, x: Math.floor(at / 12) % 3 * 14 + at % 4 * 3, y: Math.floor(at / 36) * 14 + Math.floor(at / 4) % 3 * 3, region: `region-no-${Math.floor(at / 12)}` }));
    const texts = elementsOf(draw(World.from(smallTopology({ servers })), { zoom: 0.07, level: 3 }), 'text');
    for (let region = 0; region < 9; region++) expect(texts).toContain(`region-no-${region}`);
    expect(texts.filter((text) => text === '12')).toHaveLength(9);
  });

  test.each([[60, ['active', 'unknown', 'maintenance', 'warning', 'inactive']], [30, ['maintenance', 'warning', 'inactive']], [15, ['warning', 'inactive']]] as const)(
    'on a tile %d pixels wide these states carry a flag, the worst on top: %j', (tilePx, states) => {
      expect(flagOrder(tilePx).map((status) => SERVER_STATUSES[status])).toEqual(states);
    });

  test('the halo of a dotted line is dotted too, so that the dots are seen', () => {
    const line = (dash: 'dotted' | 'solid') => ({ id: 'l', name: '', points: [{ x: 0, y: 0 }, { x: 6, y: 0 }], style: { dash, color: '#3355aa' }, view: null, extras: {}, locked: false, created_at: '', updated_at: '' });
    const halos = (dash: 'dotted' | 'solid'): string[] => draw(World.from(smallTopology({ servers: [{ id: 'a', x: 3, y: 6 }], lines: [line(dash)] })), { zoom: 1 }).match(/<path[^>]*stroke="#fff[^>]*>/g) ?? [];
    expect(halos('solid').filter((path) => path.includes('stroke-dasharray'))).toEqual([]);
    expect(halos('dotted').filter((path) => path.includes('stroke-dasharray'))).toHaveLength(1);
  });

  test('refers to nothing that it does not define, and defines each id once', () => {
    const svg = draw(example.world);
    const ids = [...svg.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
    const used = [...svg.matchAll(/(?:href="#|url\(#)([^")]+)/g)].map(([, id]) => id);
    expect(used.length).toBeGreaterThan(20);
    for (const id of used) expect(ids).toContain(id);
  });

  test('writes an icon once, however many servers have it', () => {
    const one = draw(World.from(smallTopology({ servers: [{ id: 'a', x: 0, y: 0 }] })));
    const many = draw(World.from(smallTopology({ servers: Array.from({ length: 40 }, (_, at) => ({ id: `a${at}`, x: (at % 8) * 3, y: Math.floor(at / 8) * 3 })) })));
    expect(many.match(/<linearGradient/g)?.length).toBe(one.match(/<linearGradient/g)?.length);
    expect(many.length).toBeLessThan(one.length + 40 * 700);
  });

  test('shows states as the map does, and none where nothing is measured', () => {
    const world = World.from(smallTopology({ servers: [{ id: 'a', x: 0, y: 0, status: 'inactive' }, { id: 'b', x: 3, y: 0, status: 'active' }] }));
    const red = '#d92f3d';
    expect(draw(world)).toContain(red);
    expect(draw(world, { showsStates: false })).not.toContain(red);
  });

  test('has the ground of its theme, a colour of somebody\'s own, or none and then no lines of the floor', () => {
    expect(draw(example.world)).toContain('fill="#f4f7fc"');
    expect(draw(example.world, { background: '#123456' })).toContain('<rect width="100%" height="100%" fill="#123456"/>');
    const clear = draw(example.world, { background: null });
    expect(clear).not.toContain('width="100%"');
    expect(clear).not.toContain('<pattern');
  });

  test('is as large as its part of the world, and shown larger by its scale', () => {
    const crop = { minX: 0, minY: 0, maxX: 400, maxY: 200 };
    expect(draw(example.world, { crop, zoom: 0.5 })).toMatch(/width="200" height="100" viewBox="0 0 200 100"/);
    expect(draw(example.world, { crop, zoom: 0.5, scale: 3 })).toMatch(/width="600" height="300" viewBox="0 0 200 100"/);
  });

  test.each([0, 1, 2, 3, 4] as const)('can be drawn at level %s', (level) => {
    const servers = Array.from({ length: 60 }, (_, at) => ({ id: `s${at}`, x: (at % 10) * 2, y: Math.floor(at / 10) * 2, region: at % 10 < 5 ? 'west' : 'east' }));
    expect(wellFormed(draw(World.from(smallTopology({ servers })), { level }))).toBe(true);
  });

  test('keeps its numbers to two decimals, but for the parts of a matrix', () => {
    expect(draw(example.world).replace(/matrix\([^)]*\)|<pattern[^>]*>|stroke-opacity="[^"]*"/g, '')).not.toMatch(/\d\.\d{3}/);
  });
});

describe('the example', () => {
  test('is drawn as the picture in the readme', () => {
    expect(draw(example.world, { title: example.title, showsStates: false })).toBe(file('images/docs/flatcarmicrocloud.svg'));
  });

  test('has no line through a server that it does not belong to', () => {
    const { world } = example;
    const crossed: string[] = [];
    for (let row = 0; row < world.connections.count; row++) {
      const ends = [world.connections.from[row], world.connections.to[row]];
      for (let server = 0; server < world.servers.count; server++) {
        if (ends.includes(server)) continue;
        if (distanceToRoute(world.links.routeOf(row), world.servers.x[server] as number, world.servers.y[server] as number) < 0.45 ** 2) crossed.push(`${world.connectionId(row)} crosses ${world.idOf(server)}`);
      }
    }
    expect(crossed).toEqual([]);
  });

  test('has no label over another', () => {
    const boxes = [...draw(example.world, { showsStates: false }).matchAll(/<rect x="([\d.-]+)" y="([\d.-]+)" width="([\d.]+)" height="([\d.]+)" rx/g)]
      .map(([, ...numbers]) => numbers.map(Number) as [number, number, number, number]);
    expect(boxes.length).toBeGreaterThan(25);
    const touching = boxes.flatMap(([x, y, width, height], at) => boxes.slice(at + 1).filter(([x2, y2, width2, height2]) => x < x2 + width2 && x2 < x + width && y < y2 + height2 && y2 < y + height));
    expect(touching).toEqual([]);
  });

  test('leaves no word on a line out', () => {
    const words = Array.from(example.world.links.dressed(), ([, { label = '' }]) => label).filter((label) => label !== '').sort();
    // Between tags: those of connections are written a little larger than anything else that is bold.
    const written = [...draw(example.world, { showsStates: false }).matchAll(/font-size="11" font-weight="600"[^>]*>([^<]+)</g)].map(([, text]) => text ?? '').sort();
    expect(words.length).toBeGreaterThan(12);
    expect(written).toEqual(words);
  });

  test('has every cluster as one area with nobody else on it', () => {
    for (let cluster = 0; cluster < example.world.clusters.length; cluster++) expect(example.world.clusterArea(cluster)?.solid).toBe(true);
  });
});
