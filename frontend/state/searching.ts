import { follow } from './follow.ts';
import { effect } from '@preact/signals';
import { SERVER_STATUSES } from '../../backend/contract/statuses.ts';
import type { Page } from './page.ts';
import { dimOthers, findServers, isEmpty, parseQuery, type Query } from './search.ts';
import { t } from './words.ts';

const PAUSE_MS = 90;
const TAGGED_MOST = 1_000;

/** Keeps `found` and the dimming of the map in step with what is typed and with the map itself. */
export function keepSearching(page: Page): void {
  let timer = 0;
  let run = 0;
  effect(() => {
    const text = page.search.value;
    follow(page.map.shape, page.map.world);
    // A search by state must follow the states.
    if (/state:|status:/.test(text)) follow(page.map.live);
    clearTimeout(timer);
    const mine = ++run;
    if (isEmpty(parseQuery(text))) {
      page.found.value = null;
      page.map.dimmed.value = null;
      return;
    }
    timer = window.setTimeout(() => void search(page, text, () => mine === run), PAUSE_MS);
  });
}

async function search(page: Page, text: string, isLatest: () => boolean): Promise<void> {
  const query = parseQuery(text);
  const tagged = await taggedServers(page, query);
  const world = page.world;
  if (world === null || !isLatest()) return;
  const found = findServers(world, query, { stateNames: SERVER_STATUSES.map((status) => t(`state_${status}`)) }, tagged);
  page.found.value = found;
  page.map.dimmed.value = dimOthers(world, found);
}

/** Ids of the servers with all these tags, as the daemon knows them; null if no tag is asked for. */
async function taggedServers(page: Page, query: Query): Promise<ReadonlySet<string> | null> {
  if (query.tags.length === 0) return null;
  try {
    const lists = await Promise.all(query.tags.map(({ key, value }) => tagged(page, value === '' ? key : `${key}:${value}`)));
    return lists.reduce((both, ids) => new Set([...both].filter((id) => ids.has(id))));
  } catch {
    return new Set();
  }
}

async function tagged(page: Page, tag: string): Promise<Set<string>> {
  const { items } = await page.api.call((client) => client.servers.list({ tag, limit: TAGGED_MOST }));
  return new Set(items.map(({ id }) => id));
}
