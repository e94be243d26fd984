import { describe, expect, test } from '@jest/globals';
import type { Server } from '../../backend/contract/server.ts';
import { COMMANDS } from '../../frontend/interaction/commands/registry.ts';
import { draftOf, EMPTY_DRAFT, newServerOf, patchOf } from '../../frontend/panels/dialogs/server-draft.ts';
import { pairsOf } from '../../frontend/state/edits.ts';
import { append, lastMeasuredMs, type Recent } from '../../frontend/state/samples.ts';
import { parseQuery } from '../../frontend/state/search.ts';

describe('commands', () => {
  test('no key runs two of them', () => {
    const keys = COMMANDS.flatMap(({ shortcuts = [] }) => shortcuts);
    expect(keys.filter((key, place) => keys.indexOf(key) !== place)).toEqual([]);
  });
});

describe('parseQuery', () => {
  const cases: readonly (readonly [text: string, found: Partial<ReturnType<typeof parseQuery>>])[] = [
    ['', { words: [], types: [], tags: [] }],
    ['Web1  10.0', { words: ['web1', '10.0'] }],
    ['type:web state:inactive region:eu', { types: ['web'], states: ['inactive'], regions: ['eu'], words: [] }],
    ['status:active', { states: ['active'] }],
    ['network:10.0.0.0/24 network:lan', { networks: ['10.0.0.0/24', 'lan'], words: [] }],
    ['region:"eu west" "two words"', { regions: ['eu west'], words: ['two words'] }],
    ['region:"unfinished', { regions: ['unfinished'] }],
    ['tag:env=prod tag.role:db tag:owner', { tags: [{ key: 'env', value: 'prod' }, { key: 'role', value: 'db' }, { key: 'owner', value: '' }] }],
    ['http://x y:z', { words: ['http://x', 'y:z'] }],
  ];
  for (const [text, found] of cases) test(JSON.stringify(text), () => expect(parseQuery(text)).toMatchObject(found));
});

describe('append', () => {
  const start: Recent = { atMs: [1_000, 2_000, 3_000], columns: { cpu_percent: [1, 2, 3] } };

  test('a sample joins the line', () => {
    expect(append(start, 4_000, { cpu_percent: 4 })).toEqual({ atMs: [1_000, 2_000, 3_000, 4_000], columns: { cpu_percent: [1, 2, 3, 4] } });
  });

  test('a long pause is a gap, never a zero', () => {
    expect(append(start, 9_000, { cpu_percent: 4 }).columns.cpu_percent).toEqual([1, 2, 3, null, 4]);
  });

  test('a number that was not measured is a gap in its own line only', () => {
    expect(append(start, 4_000, { load1: 0.5 }).columns).toEqual({ cpu_percent: [1, 2, 3, null], load1: [null, null, null, 0.5] });
  });

  test('an old or repeated sample is passed over', () => {
    expect(append(start, 3_000, { cpu_percent: 9 })).toBe(start);
  });

  test('polls that were missed are one gap, and none where nothing was measured before', () => {
    const missed = append(start, 4_000, {});
    expect(missed).toEqual({ atMs: [1_000, 2_000, 3_000, 4_000], columns: { cpu_percent: [1, 2, 3, null] } });
    expect(lastMeasuredMs(missed)).toBe(3_000);
    expect(append(missed, 5_000, {})).toBe(missed);
    const nothing: Recent = { atMs: [], columns: {} };
    expect(append(nothing, 4_000, {})).toBe(nothing);
    expect(lastMeasuredMs(nothing)).toBeUndefined();
  });

  test('sixty are kept', () => {
    let recent = start;
    for (let second = 4; second < 100; second++) recent = append(recent, second * 1_000, { cpu_percent: second });
    expect(recent.atMs).toHaveLength(60);
    expect(recent.columns.cpu_percent?.at(-1)).toBe(99);
  });
});

describe('pairsOf', () => {
  test('chain, star and all pairs', () => {
    const shown = (shape: 'chain' | 'star' | 'mesh'): string[] => pairsOf(['a', 'b', 'c'], shape).map(({ from, to }) => from + to);
    expect(shown('chain')).toEqual(['ab', 'bc']);
    expect(shown('star')).toEqual(['ab', 'ac']);
    expect(shown('mesh')).toEqual(['ab', 'ac', 'bc']);
  });
});

describe('a server in its form', () => {
  const server = {
    id: 'web1', name: 'Web 1', type: 'web', ip: '10.0.0.1', region: '', tags: { env: 'prod', old: 'x' }, networks: [], hostname: '', os: '', parent: null, addresses: [], notes: '',
    position: { x: 0, y: 0 }, source: { kind: 'ssh', port: 2222, user: 'ops', credential: 'key' }, maintenance: false, look: { icon: 'cube', locked: true },
  } as unknown as Server;

  test('a new one sends what was filled in', () => {
    expect(newServerOf({ ...EMPTY_DRAFT, name: ' web1 ', tags: [{ key: 'a', value: '1' }, { key: ' ', value: 'lost' }] })).toEqual({ name: 'web1', type: 'generic', source: { kind: 'none' }, tags: { a: '1' } });
  });

  test('nothing changed, nothing sent', () => {
    expect(patchOf(draftOf(server), draftOf(server))).toEqual({});
  });

  test('a look sends what changed; what is default again is null', () => {
    const draft = draftOf(server);
    expect(patchOf(draft, { ...draft, look: { ...draft.look, locked: false, color: '#112233', label_height: '2' } })).toEqual({ look: { locked: null, icon: 'cube', color: '#112233', label_height: 2 } });
  });

  test('a tag that went is null, a new source drops the keys of the old', () => {
    const draft = draftOf(server);
    const after = { ...draft, tags: [{ key: 'env', value: 'test' }], source: { ...draft.source, kind: 'node_exporter' as const, port: '', credential: '' } };
    expect(patchOf(draft, after)).toEqual({
      tags: { old: null, env: 'test' },
      source: { port: null, user: null, credential: null, kind: 'node_exporter', tls: false },
    });
  });
});
