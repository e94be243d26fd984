import { describe, expect, test } from '@jest/globals';
import { neighbourhoodOf } from '../../frontend/scene/neighbourhood.ts';
import { TextColumn } from '../../frontend/scene/text-column.ts';
import { World } from '../../frontend/scene/world.ts';
import { smallTopology } from '../support/small-topology.ts';

const rowsWith = (column: TextColumn, word: string, begins = false): number[] => {
  const rows: number[] = [];
  column.eachWith(word, (row) => rows.push(row), begins);
  return rows;
};

describe('TextColumn.eachWith', () => {
  const column = (): TextColumn => new TextColumn(['Web-1', 'db', '', 'WEB-web', 'aweb'].join('\n'), 5);

  test.each([
    ['web', false, [0, 3, 4]], ['web', true, [0, 3]], ['db', true, [1]], ['b', false, [0, 1, 3, 4]], ['nothing', false, []], ['', false, []],
  ] as const)('%j (begins: %j) is found in each row once', (word, begins, rows) => {
    expect(rowsWith(column(), word, begins)).toEqual(rows);
  });

  test('a replaced row counts as it is now, and a new one too', () => {
    const changed = column();
    changed.set(0, 'mail');
    changed.push('Web-9');
    expect(rowsWith(changed, 'web')).toEqual([3, 4, 5]);
    expect(rowsWith(changed, 'mail', true)).toEqual([0]);
  });

  test('letters that grow when they become small do not shift the rows', () => {
    expect(rowsWith(new TextColumn('İİİ\nx\nweb', 3), 'web')).toEqual([2]);
  });

  test('agrees with looking at each row', () => {
    const texts = Array.from({ length: 500 }, (_, at) => `Server-${(at * 7919) % 613}.example`);
    const all = new TextColumn(texts.join('\n'), texts.length);
    for (const word of ['1', '12', 'r-3', 'server-4', '.ex', '612']) {
      expect(rowsWith(all, word)).toEqual(texts.flatMap((text, at) => (text.toLowerCase().includes(word) ? [at] : [])));
      expect(rowsWith(all, word, true)).toEqual(texts.flatMap((text, at) => (text.toLowerCase().startsWith(word) ? [at] : [])));
    }
  });
});

describe('neighbourhoodOf', () => {
  const world = World.from(smallTopology({
    servers: ['a', 'b', 'c', 'd', 'e', 'lone'].map((id, at) => ({ id, x: at * 3, y: 0 })),
    connections: [['a', 'b'], ['c', 'b'], ['c', 'd'], ['d', 'e'], ['a', 'e']],
  }));
  const around = (roots: readonly string[], hops: number): { servers: string[]; connections: string[] } => {
    const { servers, connections } = neighbourhoodOf(world, roots.map((id) => world.indexOf(id)), hops);
    return { servers: servers.map((server) => world.idOf(server)), connections: connections.map((row) => world.connectionId(row)).sort() };
  };

  test('one hop is the neighbours, whichever way the connections point, with what connects all of them', () => {
    expect(around(['b'], 1).servers.sort()).toEqual(['a', 'b', 'c']);
    expect(around(['b'], 1).connections).toEqual(['a--b--standard', 'c--b--standard']);
  });

  test('more hops reach farther, and a circle ends', () => {
    expect(new Set(around(['b'], 2).servers)).toEqual(new Set(['b', 'a', 'c', 'd', 'e']));
    expect(around(['b'], 2).connections).toHaveLength(5);
    expect(around(['b'], 5).servers).toHaveLength(5);
  });

  test('who has no connection is alone; several begin together', () => {
    expect(around(['lone'], 3)).toEqual({ servers: ['lone'], connections: [] });
    expect(new Set(around(['lone', 'd'], 1).servers)).toEqual(new Set(['lone', 'd', 'c', 'e']));
  });
});
