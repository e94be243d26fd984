import { describe, expect, test } from '@jest/globals';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Diagram } from '../../backend/domain/fossflow/shape.ts';
import { compactRefusals, readFile, refusals, rowsOf, theirFields, written, writtenCompact } from '../support/fossflow.ts';

const fixture = (name: string): unknown => JSON.parse(readFileSync(new URL(`../fixtures/${name}`, import.meta.url), 'utf8'));

describe('a diagram drawn by hand in FossFLOW 1.10 and exported there', () => {
  const file = fixture('fossflow-drawn.json') as Diagram;
  const rows = rowsOf(file);
  const named = (name: string) => rows.servers.find((server) => server.name === name);
  const [web, store, rack] = [named('Web server'), named('Store'), named('Own rack')];

  test('is read whole and without a word against it', () => {
    const { faults, warnings } = readFile(file);
    expect([faults, warnings]).toEqual([[], []]);
    expect(rows).toMatchObject({ servers: { length: 3 }, connections: { length: 2 }, lines: { length: 1 }, areas: { length: 1 }, texts: { length: 1 }, icons: { length: 1 } });
  });

  test('has its servers, with the icon that was brought along in the size it was given', () => {
    expect(web).toMatchObject({ type: 'generic', notes: 'Bold and plain', position: { x: -2, y: 0 }, look: { label_height: 1.75 } });
    expect(store).toMatchObject({ type: 'storage', position: { x: 2, y: 0 } });
    expect(rack).toMatchObject({ position: { x: 1, y: -4 }, look: { icon: rows.icons[0]?.id } });
    expect(rows.icons[0]).toMatchObject({ name: 'rack', collection: 'imported', is_isometric: true, scale: 1.3 });
  });

  test('has its connections with turns, labels and dashes, and the one that ends on the floor as a line', () => {
    const between = (from: string | undefined, to: string | undefined) => rows.connections.find((one) => one.from === from && one.to === to);
    expect(between(web?.id, store?.id)?.style).toMatchObject({ color: '#0066cc', waypoints: [{ x: 1, y: 2 }], labels: [{ text: 'HTTPS 443', position_percent: 50 }, { text: '10 %', position_percent: 50 }] });
    expect(between(store?.id, rack?.id)?.style).toMatchObject({ dash: 'dashed' });
    // FossFLOW writes its usual width down where somebody changed something else.
    expect(rows.connections.map(({ style }) => style.width)).toEqual([undefined, undefined]);
    expect(rows.lines).toMatchObject([{ points: [{ server: store?.id }, { x: 5, y: -2 }] }]);
    expect([rows.texts[0]?.name, rows.areas[0]?.color]).toEqual(['Back office', '#0066cc']);
  });

  test('leaves with all its own fields, as FossFLOW takes it, and makes the same again', () => {
    const out = written(rows);
    expect(refusals(out)).toEqual([]);
    expect(theirFields(out)).toEqual(theirFields(file));
    expect(rowsOf(out)).toEqual(rows);
  });

  test('its compact form has the same servers in the same places, and the connections between them', () => {
    const compact = rowsOf(fixture('fossflow-drawn-compact.json'));
    expect(compact.servers.map(({ id, name, notes, position }) => [id, name, notes, position])).toEqual([
      ['own-rack', 'Own rack', '', { x: 1, y: -4 }], ['store', 'Store', '', { x: 2, y: 0 }], ['web-server', 'Web server', 'Bold and plain', { x: -2, y: 0 }],
    ]);
    expect(compact.connections.map(({ id }) => id)).toEqual(['store--own-rack--standard', 'web-server--store--standard']);
    expect(compactRefusals(writtenCompact(compact))).toEqual([]);
    expect(rowsOf(writtenCompact(compact)).servers.map(({ id, look }) => [id, look])).toEqual(compact.servers.map(({ id, look }) => [id, look]));
  });
});

/** Larger ones carry pictures that are not ours, so they are not part of this repository; FOSSFLOW_FILES names a folder that has them. */
const folder = process.env['FOSSFLOW_FILES'];
const real = (name: string): string | null => (folder !== undefined && existsSync(join(folder, name)) ? join(folder, name) : null);

describe('larger files of FossFLOW (FOSSFLOW_FILES names their folder)', () => {
  const [full, compact] = [real('fossflow-1.10-diagram.json'), real('fossflow-1.10-compact.json')];
  (full === null ? test.skip : test)('the full form comes back with all its own fields', () => {
    const file = JSON.parse(readFileSync(full ?? '', 'utf8')) as Diagram;
    const out = written(rowsOf(file));
    expect(refusals(out)).toEqual([]);
    expect(theirFields(out)).toEqual(theirFields(file));
    expect(rowsOf(out)).toEqual(rowsOf(file));
  });

  (compact === null ? test.skip : test)('the compact form has 21 servers and 20 connections', () => {
    const rows = rowsOf(JSON.parse(readFileSync(compact ?? '', 'utf8')));
    expect([rows.servers.length, rows.connections.length]).toEqual([21, 20]);
    expect(refusals(written(rows))).toEqual([]);
    expect(compactRefusals(writtenCompact(rows))).toEqual([]);
  });
});
