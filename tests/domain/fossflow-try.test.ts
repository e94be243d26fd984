import { expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { readFile, refusals, rowsOf, sortedDiagram, written, writtenCompact, compactRefusals } from '../support/fossflow.ts';
const F = '/work/shared/fixtures/';
test('real', () => {
  const d = JSON.parse(readFileSync(F + 'fossflow-1.10-diagram.json', 'utf8'));
  const { faults, warnings } = readFile(d);
  expect(faults).toEqual([]); console.log(warnings);
  const rows = rowsOf(d);
  console.log(JSON.stringify(rows, null, 1).slice(0, 6000));
  const out = written(rows);
  expect(refusals(out)).toEqual([]);
  const used = new Set(d.items.map((i: any) => i.icon));
  expect(sortedDiagram(out)).toEqual(sortedDiagram({ ...d, icons: d.icons.filter((i: any) => used.has(i.id)) }));
  expect(rowsOf(out)).toEqual(rows);
});
test('compact', () => {
  const d = JSON.parse(readFileSync(F + 'fossflow-1.10-compact.json', 'utf8'));
  const rows = rowsOf(d);
  const out = writtenCompact(rows) as any;
  expect(compactRefusals(out)).toEqual([]);
  expect(rows.servers.length).toBe(21); expect(rows.connections.length).toBe(20);
  const again = rowsOf(out);
  console.log(JSON.stringify(out).slice(0, 600), again.servers.length);
  expect(refusals(written(rows))).toEqual([]);
  expect(rowsOf(written(rows))).toEqual(rows);
});
test('flat', () => {
  const d = JSON.parse(readFileSync('tests/fixtures/flatcarmicrocloud.json', 'utf8'));
  const rows = rowsOf(d);
  const out = written(rows);
  expect(refusals(out)).toEqual([]);
  expect(rowsOf(out)).toEqual({ ...rows, server_types: rows.server_types.filter((t) => !t.built_in) });
});
