import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { build } from 'esbuild';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Check } from '../../backend/contract/checking.ts';
import { faultsOfConfig } from '../../backend/contract/config-checks.ts';
import { IMPORT_CHECKS } from '../../backend/contract/import-checks.ts';
import { IMPORT_LISTS } from '../../backend/contract/import-lists.ts';
import { checkCompact, checkDiagram } from '../../backend/domain/fossflow/shape-checks.ts';
import { sentenceDefine } from '../../backend/tools/sentences.mjs';
import { writtenChecks } from '../../backend/tools/written-checks.mjs';

/** Values of every kind of fault that a schema can find, beside some that are sound. */
const VALUES: readonly unknown[] = [
  null, 5, 'text', [], {}, { id: 'a' }, { id: '-' }, { id: 'a', name: '' }, { id: 'a', name: '\ud800' }, { id: 'a', nmae: 'A' }, { name: 'A', status: 'active' },
  { id: 'a', ip: '10.0.0.1', type: 'web', networks: ['lan', 'lan'], position: { x: 1, y: 2 } }, { id: 'a', ip: 'no address', position: { x: 'one' }, tags: { a: 5 } },
  { id: 'a', source: { kind: 'ssh', credential: 'c' } }, { id: 'a', source: { kind: 'carrier pigeon' } }, { id: 'a', look: { scale: 99, color: 'red' } },
  { from: 'a', to: 'b', type: 'http', style: { dash: 'dashed', width: -1 } }, { from: 'a' }, { id: 'n', cidr: '10.0.0.0/33' }, { id: 'n', cidr: '10.0.0.0/8', mode: 'vpn' },
  { id: 'l', points: [{ x: 0, y: 0 }, { server: 'a' }] }, { id: 'l', points: [{ x: 0 }] }, { id: 'v', places: { a: { x: 1, y: 1 } } }, { id: 'v', places: { 'not an id': 1 } },
  { id: 'r', from: { x: 0, y: 0 }, to: { x: 1, y: 1 } }, { id: 't', text: 'T', position: { x: 0, y: 0 } }, { listen: { port: 70_000 } }, { listen: { port: 80, names: ['a'] }, alerts: { x: { duration: '5 minutes' } } },
  { items: [{ id: 'a', name: 'A' }], views: [{ id: 'v', name: 'V', items: [{ id: 'a', tile: { x: 0, y: 0 } }] }] }, { items: [{ id: 'a' }], views: [] }, { t: 'T', i: [['A', 'i', '']], v: [[[[0, 1, 1]], []]] }, { t: 'T', i: [['A']], v: 0 },
];

describe('checks that the build wrote down', () => {
  const folder = mkdtempSync(join(tmpdir(), 'unlimited-cluster-written-'));
  const outfile = join(folder, 'checks.mjs');
  let written: { IMPORT_CHECKS: Readonly<Record<string, Check>>; faultsOfConfig: Check; checkDiagram: Check; checkCompact: Check };

  beforeAll(async () => {
    await build({
      stdin: { contents: ['contract/import-checks', 'contract/config-checks', 'domain/fossflow/shape-checks'].map((file) => `export * from './backend/${file}.ts';`).join('\n'), resolveDir: process.cwd() },
      bundle: true, platform: 'node', format: 'esm', outfile, define: sentenceDefine(), plugins: [writtenChecks],
    });
    written = await import(pathToFileURL(outfile).href) as typeof written;
  });
  afterAll(() => { rmSync(folder, { recursive: true, force: true }); });

  test('find the same faults as those that are compiled at run time', () => {
    for (const list of IMPORT_LISTS) for (const value of VALUES) expect([list, written.IMPORT_CHECKS[list]?.(value)]).toEqual([list, IMPORT_CHECKS[list](value)]);
    for (const value of VALUES) {
      expect([written.faultsOfConfig(value), written.checkDiagram(value), written.checkCompact(value)]).toEqual([faultsOfConfig(value), checkDiagram(value), checkCompact(value)]);
    }
    expect(VALUES.flatMap((value) => IMPORT_LISTS.map((list) => IMPORT_CHECKS[list](value).length === 0))).toContain(true);
    expect(written.IMPORT_CHECKS['servers']?.({ id: 'a', nmae: 'A' })).toHaveLength(1);
  });

  test('bring neither Ajv nor the schemas along', () => {
    const text = readFileSync(outfile, 'utf8');
    expect(text).not.toContain('TypeBox.Kind');
    expect(text).not.toMatch(/class Ajv|standaloneCode/);
  });
});
