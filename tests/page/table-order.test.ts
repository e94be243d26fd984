import { describe, expect, test } from '@jest/globals';
import { World } from '../../frontend/scene/world.ts';
import { allServers, rangeOf, sorted, TABLE_COLUMNS, type TableColumn } from '../../frontend/state/table/order.ts';
import { smallTopology } from '../support/small-topology.ts';

const world = World.from(smallTopology({
  servers: [
    { id: 'b10', x: 0, y: 0, type: 'web', region: 'us', status: 'active' }, { id: 'b9', x: 1, y: 0, type: 'database', region: 'eu', status: 'inactive' }, { id: 'a', x: 2, y: 0, type: 'web', region: 'eu', status: 'warning' },
  ],
  connections: [['b10', 'a'], ['b9', 'a']],
}));
const orderOf = (column: TableColumn, isDown = false): string[] => sorted(world, allServers(world), { column, isDown }, 'en').map((server) => world.idOf(server));

describe('sorted', () => {
  test.each([['name', ['a', 'b9', 'b10']], ['state', ['b9', 'a', 'b10']], ['region', ['a', 'b9', 'b10']], ['links', ['b9', 'b10', 'a']], ['type', ['b9', 'a', 'b10']]] as const)('by %s is %p', (column, order) => {
    expect(orderOf(column)).toEqual(order);
  });

  test('what is not known goes last, up and down', () => {
    world.setMetrics(world.indexOf('b9'), 40, 255, 255);
    world.setMetrics(world.indexOf('a'), 70, 255, 255);
    expect(orderOf('cpu')).toEqual(['b9', 'a', 'b10']);
    expect(orderOf('cpu', true)).toEqual(['a', 'b9', 'b10']);
  });

  test('every column sorts every server exactly once', () => {
    for (const column of TABLE_COLUMNS) expect(orderOf(column, true).toSorted()).toEqual(['a', 'b10', 'b9']);
  });
});

test('rangeOf is in the order of the list, whichever end comes first', () => {
  expect([rangeOf([5, 6, 7, 8], 3, 1), rangeOf([5, 6, 7, 8], 0, 0)]).toEqual([[6, 7, 8], [5]]);
});
