import { beforeEach, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { ServerStatus } from '../../backend/contract/statuses.ts';
import { clusterHealthOf } from '../../backend/domain/cluster-health.ts';
import { LiveBoard } from '../../backend/store/live-board.ts';

let board: LiveBoard;
beforeEach(() => {
  board = new LiveBoard();
  for (const id of ['a', 'b', 'c']) board.putServer(id, false);
  board.putConnection('a--b');
  board.putCluster('k', ['a', 'b']);
});

describe('LiveBoard of servers', () => {
  test('knows nothing before the first answer, and nothing of a server that is not there', () => {
    expect(board.getServer('a')).toMatchObject({ status: 'unknown', metrics: null, last_seen_at: null });
    expect(board.setServer('ghost', { status: 'active' }, 0)).toBe(false);
    expect(board.getServer('ghost')).toMatchObject({ status: 'unknown', metrics: null, last_seen_at: null });
  });

  test('answers what was measured, to the last digit', () => {
    const metrics = { cpu_percent: 12.345678901234567, disk_free_bytes: 12_345_678_901_234, uptime_seconds: 0 };
    expect(board.setServer('a', { status: 'active', metrics, lastSeenMs: 1_000 }, 1_000)).toBe(true);
    expect(board.getServer('a')).toMatchObject({ status: 'active', metrics, last_seen_at: '1970-01-01T00:00:01.000Z' });
    expect(board.setServer('a', { status: 'active' }, 2_000)).toBe(false);
    expect(board.getServer('a').metrics).toEqual(metrics);
  });

  test('a missed poll takes the numbers away and is a gap in the recent samples, not a zero', () => {
    board.setServer('a', { status: 'active', metrics: { cpu_percent: 10, load1: 1 } }, 1_000);
    board.setServer('a', { status: 'inactive', metrics: null }, 2_000);
    board.setServer('a', { status: 'active', metrics: { cpu_percent: 0 } }, 3_000);
    expect(board.recent('a')).toEqual({ at: [1_000, 2_000, 3_000], columns: { cpu_percent: [10, null, 0], load1: [1, null, null] } });
    board.setServer('a', { status: 'inactive', metrics: null }, 4_000);
    expect(board.getServer('a').metrics).toBeNull();
  });

  test('recent keeps the last sixty samples in order', () => {
    for (let index = 0; index < 100; index += 1) board.setServer('a', { status: 'active', metrics: { load1: index } }, index);
    expect(board.recent('a').at).toEqual(Array.from({ length: 60 }, (_, index) => index + 40));
    expect(board.recent('a').columns.load1?.[0]).toBe(40);
    expect(board.recent('b')).toEqual({ at: [], columns: {} });
  });

  test('maintenance holds whatever is measured, and ends as unknown', () => {
    board.setServer('a', { status: 'active' }, 0);
    board.putServer('a', true);
    expect(board.getServer('a').status).toBe('maintenance');
    expect(board.setServer('a', { status: 'inactive' }, 0)).toBe(false);
    expect(board.getServer('a').status).toBe('maintenance');
    board.putServer('a', false);
    expect(board.getServer('a').status).toBe('unknown');
  });

  test('a server removed and added again starts afresh', () => {
    board.setServer('a', { status: 'active', metrics: { load1: 1 }, lastSeenMs: 5 }, 5);
    board.applyRow({ op: 'remove', noun: 'servers', id: 'a' });
    board.putServer('z', false);
    expect(board.getServer('z')).toMatchObject({ status: 'unknown', metrics: null, last_seen_at: null });
    expect(board.recent('z').at).toEqual([]);
    expect(board.serverCounts).toEqual([3, 0, 0, 0, 0]);
  });
});

describe('LiveBoard of connections', () => {
  test('traffic is a change when it begins, moves and is not measured any more; who asks anew hears the newest', () => {
    const carry = (sent: number | null) => board.setConnection('a--b', { status: 'connected', latency_ms: 1, probed_from: 'a', traffic: sent === null ? null : { sent_bytes_per_second: sent, received_bytes_per_second: 0 } });
    expect([carry(null), carry(5), carry(5), carry(6)]).toEqual([true, true, false, true]);
    expect(board.changedSince(0).connections).toEqual({ 'a--b': { status: 'connected', latency_ms: 1, traffic: { sent_bytes_per_second: 6, received_bytes_per_second: 0 } } });
    expect([carry(null), board.getConnection('a--b').traffic]).toEqual([true, null]);
    carry(9);
    board.apply({ number: 2, at: '', by: '', summary: { key: 'done_host_key' }, rows: [{ op: 'remove', noun: 'connections', id: 'a--b' }] } as never);
    board.putConnection('a--b');
    expect(board.getConnection('a--b').traffic).toBeNull();
  });

  test('a state or a latency that people would notice is a change, the rest is not', () => {
    const probe = (latency: number | null, status: 'connected' | 'disconnected' = 'connected') => board.setConnection('a--b', { status, latency_ms: latency, probed_from: 'daemon' });
    expect(probe(10)).toBe(true);
    expect(probe(10.9)).toBe(false);
    expect(probe(11.5)).toBe(false);
    expect(probe(13)).toBe(true);
    expect(probe(null, 'disconnected')).toBe(true);
    expect(board.getConnection('a--b')).toEqual({ status: 'disconnected', latency_ms: null, probed_from: 'daemon', traffic: null });
  });
});

describe('LiveBoard.changedSince', () => {
  test('tells every state that changed after a revision, once, as it is now', () => {
    const start = board.revision;
    board.setServer('a', { status: 'warning' }, 0);
    const middle = board.revision;
    board.setServer('a', { status: 'active' }, 0);
    board.setServer('b', { status: 'inactive' }, 0);
    board.setConnection('a--b', { status: 'connected', latency_ms: 1.234, probed_from: null });
    expect(board.changedSince(start)).toEqual({
      type: 'status', revision: board.revision, servers: { a: 'active', b: 'inactive' }, connections: { 'a--b': { status: 'connected', latency_ms: 1.23 } }, clusters: { k: 'degraded' },
    });
    expect(board.changedSince(middle)).toMatchObject({ servers: { a: 'active', b: 'inactive' } });
    expect(board.changedSince(board.revision)).toEqual({ type: 'status', revision: board.revision });
  });

  test('listeners hear of states and samples', () => {
    const heard: string[] = [];
    const leave = board.onChange((what, ids) => heard.push(`${what} ${ids.join()}`));
    board.setServer('a', { status: 'active', metrics: {} }, 0);
    board.setServer('a', { status: 'active' }, 0);
    leave();
    board.setServer('a', { status: 'warning' }, 0);
    expect(heard).toEqual(['samples a', 'status a']);
  });
});

describe('clusterHealth', () => {
  test('follows members that come, go and change', () => {
    expect(board.clusterHealth('k')).toBe('unknown');
    board.setServer('a', { status: 'active' }, 0);
    expect(board.clusterHealth('k')).toBe('healthy');
    board.setServer('b', { status: 'inactive' }, 0);
    expect(board.clusterHealth('k')).toBe('degraded');
    board.setServer('a', { status: 'inactive' }, 0);
    expect(board.clusterHealth('k')).toBe('down');
    board.putCluster('k', ['c']);
    expect(board.clusterHealth('k')).toBe('unknown');
    board.putCluster('k', null);
    expect(board.clusterHealth('k')).toBe('unknown');
  });

  test('counters say the same as counting, whatever happens', () => {
    const ids = ['a', 'b', 'c', 'd', 'e'];
    const statuses: ServerStatus[] = ['unknown', 'active', 'warning', 'inactive', 'maintenance'];
    const step = fc.oneof(
      fc.record({ kind: fc.constant('status' as const), id: fc.constantFrom(...ids), status: fc.constantFrom(...statuses) }),
      fc.record({ kind: fc.constant('put' as const), id: fc.constantFrom(...ids), maintenance: fc.boolean() }),
      fc.record({ kind: fc.constant('remove' as const), id: fc.constantFrom(...ids) }),
      fc.record({ kind: fc.constant('members' as const), id: fc.constantFrom('k', 'l'), members: fc.option(fc.subarray(ids)) }),
    );
    fc.assert(fc.property(fc.array(step), (steps) => {
      const live = new LiveBoard();
      for (const one of steps) {
        switch (one.kind) {
          case 'status': live.setServer(one.id, { status: one.status }, 0); break;
          case 'put': live.putServer(one.id, one.maintenance); break;
          case 'remove': live.applyRow({ op: 'remove', noun: 'servers', id: one.id }); break;
          case 'members': live.putCluster(one.id, one.members); break;
        }
      }
      for (const cluster of ['k', 'l']) {
        const members = live.memberships.membersOf(cluster).filter((id) => live.servers.slotOf(id) !== undefined).map((id) => live.getServer(id).status);
        const counts = statuses.map((status) => members.filter((one) => one === status).length);
        expect(live.memberships.countsOf(cluster)).toEqual(counts);
        expect(live.clusterHealth(cluster)).toBe(clusterHealthOf(counts));
      }
      expect(live.serverCounts).toEqual(statuses.map((status) => live.servers.ids().filter((id) => live.getServer(id).status === status).length));
    }), { numRuns: 300, seed: 5 });
  });
});
