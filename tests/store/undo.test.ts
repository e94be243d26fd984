import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { plain } from '../../backend/contract/sentence.ts';
import type { Store } from '../../backend/store/store.ts';
import { openStore, START_MS, type TestStore } from '../support/open-store.ts';

const ANN = { user: 'ann' };
const BOB = { user: 'bob' };
let at: TestStore;
beforeEach(async () => { at = await openStore(); });
afterEach(async () => at.end());

const write = <T>(work: () => T, by = ANN) => at.store.write(by, work);
async function textOf(store: Store): Promise<string> {
  let text = '';
  for await (const chunk of store.export()) text += chunk;
  return text;
}

describe('undo and redo', () => {
  test('take edits back one by one, and make them again, to the very bytes', async () => {
    const states = [await textOf(at.store)];
    const edits = [
      () => at.store.servers.add({ id: 'a', tags: { x: 'y' } }, START_MS), () => at.store.servers.add({ id: 'b' }, START_MS),
      () => at.store.clusters.add({ id: 'c', servers: ['a', 'b'] }, START_MS), () => at.store.servers.patch('a', { ip: '10.0.0.1' }, START_MS), () => at.store.servers.remove('a'),
    ];
    for (const edit of edits) {
      await write(edit);
      states.push(await textOf(at.store));
    }
    for (const state of states.slice(0, -1).toReversed()) {
      await at.store.undo(ANN);
      expect(await textOf(at.store)).toBe(state);
    }
    await expect(at.store.undo(ANN)).rejects.toMatchObject({ code: 'nothing_to_undo' });
    for (const state of states.slice(1)) {
      await at.store.redo(ANN);
      expect(await textOf(at.store)).toBe(state);
    }
    await expect(at.store.redo(ANN)).rejects.toMatchObject({ code: 'nothing_to_undo' });
  });

  test('survive a restart', async () => {
    await at.store.write({ user: 'ann', summary: plain('add a') }, () => at.store.servers.add({ id: 'a' }, START_MS));
    at = await at.reopen();
    expect(await at.store.undo(ANN)).toEqual({ summary: plain('add a') });
    at = await at.reopen();
    expect(await at.store.redo(ANN)).toEqual({ summary: plain('add a') });
    expect(at.store.servers.count()).toBe(1);
  });

  test('are changes on the feed like others, and cannot themselves be undone as edits', async () => {
    await write(() => at.store.servers.add({ id: 'a' }, START_MS));
    await at.store.undo(ANN);
    expect(at.store.feed.since(1)).toMatchObject([{ number: 2, by: 'ann', rows: [{ op: 'remove', noun: 'servers', id: 'a' }] }]);
    await expect(at.store.undo(ANN)).rejects.toMatchObject({ code: 'nothing_to_undo' });
  });

  test('leave the edits of others alone', async () => {
    await write(() => at.store.servers.add({ id: 'a' }, START_MS));
    await write(() => at.store.servers.add({ id: 'b' }, START_MS), BOB);
    await at.store.undo(ANN);
    expect([...at.store.servers.each()].map(({ id }) => id)).toEqual(['b']);
  });

  test('a new edit ends what could be redone', async () => {
    await write(() => at.store.servers.add({ id: 'a' }, START_MS));
    await at.store.undo(ANN);
    await write(() => at.store.servers.add({ id: 'b' }, START_MS));
    await expect(at.store.redo(ANN)).rejects.toMatchObject({ code: 'nothing_to_undo' });
  });

  test('a conflict names who changed what since, and changes nothing', async () => {
    await write(() => at.store.servers.add({ id: 'a' }, START_MS));
    await write(() => at.store.servers.patch('a', { ip: '10.0.0.1' }, START_MS));
    await write(() => at.store.servers.patch('a', { region: 'eu' }, START_MS), BOB);
    const before = await textOf(at.store);
    await expect(at.store.undo(ANN)).rejects.toMatchObject({ code: 'undo_conflict', status: 409, message: expect.stringMatching(/"bob" changed the server "a" since \(change 3\)/), extra: { by: 'bob', number: 3, noun: 'servers', id: 'a' } });
    expect(await textOf(at.store)).toBe(before);
    await at.store.undo(BOB);
    await at.store.undo(ANN);
    expect(at.store.servers.require('a').ip).toBe('');
  });

  test('says that somebody removed it; what is left out gives way to the edit before it', async () => {
    await write(() => at.store.servers.add({ id: 'a' }, START_MS));
    await write(() => at.store.servers.add({ id: 'b' }, START_MS));
    await write(() => at.store.servers.patch('b', { region: 'eu' }, START_MS));
    await write(() => at.store.servers.remove('b'), BOB);
    await expect(at.store.undo(ANN)).rejects.toMatchObject({ code: 'undo_conflict', message: '"bob" removed the server "b" since (change 4). Nothing was undone.' });
    await at.store.skipEdit('undo', ANN);
    await expect(at.store.undo(ANN)).rejects.toMatchObject({ code: 'undo_conflict' });
    await at.store.skipEdit('undo', ANN);
    await at.store.undo(ANN);
    expect(at.store.servers.count()).toBe(0);
    await expect(at.store.skipEdit('undo', ANN)).rejects.toMatchObject({ code: 'nothing_to_undo' });
    await at.store.redo(ANN);
    expect(at.store.servers.require('a').id).toBe('a');
  });

  test('is refused where others refer by now to what would go', async () => {
    await write(() => at.store.servers.add({ id: 'a' }, START_MS));
    await write(() => at.store.servers.add({ id: 'b' }, START_MS), BOB);
    await write(() => at.store.connections.add({ from: 'b', to: 'a' }, START_MS), BOB);
    await expect(at.store.undo(ANN)).rejects.toMatchObject({ code: 'undo_conflict' });
    await write(() => { at.store.connections.remove('b--a--standard'); at.store.servers.patch('b', { parent: 'a' }, START_MS); }, BOB);
    await expect(at.store.undo(ANN)).rejects.toMatchObject({ code: 'undo_conflict' });
    await write(() => { at.store.servers.patch('b', { parent: null }, START_MS); at.store.clusters.add({ id: 'c', servers: ['a'] }, START_MS); }, BOB);
    await expect(at.store.undo(ANN)).rejects.toMatchObject({ code: 'undo_conflict' });
    await write(() => at.store.clusters.remove('c'), BOB);
    await at.store.undo(ANN);
    expect(at.store.servers.count()).toBe(1);
  });

  test('is refused where what comes back refers to what is gone', async () => {
    await write(() => { at.store.networks.add({ id: 'lan' }, START_MS); at.store.servers.add({ id: 'a', networks: ['lan'] }, START_MS); }, BOB);
    await write(() => at.store.servers.remove('a'));
    await write(() => at.store.networks.remove('lan'), BOB);
    await expect(at.store.undo(ANN)).rejects.toMatchObject({ code: 'undo_conflict' });
  });

  test('bring back a server of 1,500 connections, as it was', async () => {
    await write(() => {
      at.store.servers.add({ id: 'hub' }, START_MS);
      for (let index = 0; index < 1_500; index += 1) {
        at.store.servers.add({ id: `s${index}` }, START_MS);
        at.store.connections.add({ from: `s${index}`, to: 'hub' }, START_MS);
      }
    });
    const before = await textOf(at.store);
    await write(() => at.store.servers.remove('hub'));
    expect(at.store.connections.count()).toBe(0);
    await at.store.undo(ANN);
    expect(await textOf(at.store)).toBe(before);
    expect(at.store.live.connections.size).toBe(1_500);
  });

  test('refuse an edit of more than 20,000 rows with what to do instead', async () => {
    await write(() => { for (let index = 0; index <= 20_000; index += 1) at.store.views.add({ id: `v${index}` }, START_MS); });
    await expect(at.store.undo(ANN)).rejects.toMatchObject({ code: 'nothing_to_undo', message: expect.stringContaining('mode=replace') });
  });

  test('any edits of one user, all undone, leave what was there; all redone, what they had made', async () => {
    const ids = ['a', 'b', 'c', 'd'];
    const edit = fc.record({ kind: fc.constantFrom('add', 'patch', 'remove', 'connect', 'cluster', 'members'), id: fc.constantFrom(...ids), other: fc.constantFrom(...ids), text: fc.constantFrom('', 'eu', 'us') });
    await fc.assert(fc.asyncProperty(fc.array(edit, { maxLength: 15 }), async (edits) => {
      const fresh = await openStore();
      const { store } = fresh;
      const before = await textOf(store);
      let made = 0;
      for (const { kind, id, other, text } of edits) {
        const { number } = store.feed;
        await store.write(ANN, () => {
          switch (kind) {
            case 'add': return store.servers.add({ id, region: text }, START_MS);
            case 'patch': return store.servers.patch(id, { region: text, parent: text === 'eu' ? other : null }, START_MS);
            case 'remove': store.servers.remove(id); return undefined;
            case 'connect': return store.connections.add({ from: id, to: other }, START_MS);
            case 'cluster': return store.clusters.add({ id, servers: [other] }, START_MS);
            case 'members': return store.clusters.patch(id, { servers: [...new Set([id, other])] }, START_MS);
          }
        }).catch(() => undefined);
        if (store.feed.number > number) made += 1;
      }
      const after = await textOf(store);
      for (let index = 0; index < made; index += 1) await store.undo(ANN);
      expect(await textOf(store)).toBe(before);
      for (let index = 0; index < made; index += 1) await store.redo(ANN);
      expect(await textOf(store)).toBe(after);
      await fresh.end();
    }), { numRuns: 40, seed: 11 });
  });
});
