import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { openApi, TOKEN, type TestApi } from '../api/open-api.ts';

let at: TestApi;
beforeAll(async () => { at = await openApi(); });
afterAll(async () => at.end());

type Event = { event: string; id?: string; data: Record<string, unknown> };

/** Follows /api/events until enough came. `onOpen` runs when the first event is there. */
async function events(path: string, headers: Record<string, string>, isEnough: (events: Event[]) => boolean, onOpen: () => void = () => undefined): Promise<Event[]> {
  const stopping = new AbortController();
  const response = await fetch(at.base + path, { headers: { Authorization: `Bearer ${TOKEN}`, ...headers }, signal: stopping.signal });
  expect(response.headers.get('content-type')).toContain('text/event-stream');
  const found: Event[] = [];
  let text = '';
  let isOpen = false;
  for await (const chunk of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
    text += chunk;
    const blocks = text.split('\n\n');
    text = blocks.pop() ?? '';
    for (const block of blocks) {
      const fields = Object.fromEntries(block.split('\n').map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 2)]));
      if (fields['event'] !== undefined) found.push({ event: fields['event'], ...(fields['id'] === undefined ? {} : { id: fields['id'] }), data: JSON.parse(fields['data'] ?? '{}') as Event['data'] });
    }
    if (!isOpen && found.length > 0) {
      isOpen = true;
      onOpen();
    }
    if (isEnough(found)) break;
  }
  stopping.abort();
  return found;
}

const add = (id: string) => at.store.write({ user: 'ann' }, () => at.store.servers.add({ id }, 1));

test('brings hello and every change with its number as id', async () => {
  const [hello, change] = await events('/api/events', {}, (found) => found.length === 2, () => void add('one'));
  expect(hello).toMatchObject({ event: 'hello', id: '0', data: { epoch: at.store.epoch, number: 0 } });
  expect(change).toMatchObject({ event: 'change', id: '1', data: { number: 1, by: 'ann', rows: [{ op: 'put', noun: 'servers', id: 'one' }] } });
});

test('resumes after Last-Event-ID, or ?after, and an interrupted resume can be resumed', async () => {
  for (const id of ['two', 'three']) await add(id);
  for (const [path, headers] of [['/api/events', { 'Last-Event-ID': '1' }], ['/api/events?after=1', {}]] as const) {
    const found = await events(path, headers, (list) => list.length === 3);
    expect(found.map(({ event, id }) => [event, id])).toEqual([['hello', undefined], ['change', '2'], ['change', '3']]);
  }
});

test('answers reset where the number is not of this feed, and 400 where it is none', async () => {
  const found = await events('/api/events', { 'Last-Event-ID': '99' }, (list) => list.length === 2);
  expect(found[1]).toMatchObject({ event: 'reset', id: '3', data: { type: 'reset', number: 3 } });
  expect((await at.ask('GET', '/api/events', { headers: { 'Last-Event-ID': 'x' } })).status).toBe(400);
  expect((await at.ask('GET', '/api/events?after=-1')).status).toBe(400);
});

test('brings states, and samples of what is watched', async () => {
  const found = await events('/api/events?watch=one,two', {}, (list) => ['status', 'samples'].every((event) => list.some((one) => one.event === event)),
    () => at.store.live.setServer('one', { status: 'active', metrics: { load1: 0.5 } }, 1));
  expect(found.find(({ event }) => event === 'samples')?.data).toMatchObject({ servers: { one: { load1: 0.5 } } });
  expect(found.find(({ event }) => event === 'status')?.data).toMatchObject({ servers: { one: 'active' } });
});

test('a client that goes leaves its seat', async () => {
  for (let tries = 0; at.hub.size > 0 && tries < 200; tries += 1) await new Promise((resolve) => setTimeout(resolve, 10));
  expect(at.hub.size).toBe(0);
});
