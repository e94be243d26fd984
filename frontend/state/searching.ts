import { effect } from '@preact/signals';
import { SERVER_STATUSES } from '../../backend/contract/statuses.ts';
import { sentenceOf } from './api.ts';
import { follow } from './follow.ts';
import type { Page } from './page.ts';
import { dimOthers, findServers, isEmpty, parseQuery } from './search.ts';
import { t } from './words.ts';

const PAUSE_MS = 60;

/** Keeps `found` and the dimming of the map in step with what is typed, with the focus, and with the map itself. */
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
    if (isEmpty(parseQuery(text))) page.found.value = null;
    else timer = window.setTimeout(() => void search(page, text, () => mine === run), PAUSE_MS);
  });
  effect(() => {
    const kept = [page.found.value, page.focus.around.value?.servers ?? null].filter((servers) => servers !== null);
    const world = page.map.world.value;
    if (kept.length > 0) follow(page.map.shape);
    const [first, second] = kept.map((servers) => (world === null ? null : dimOthers(world, servers)));
    page.map.dimmed.value = first && second ? first.map((isDim, server) => isDim | (second[server] as number)) : first ?? null;
  });
}

async function search(page: Page, text: string, isLatest: () => boolean): Promise<void> {
  const query = parseQuery(text);
  const asked = page.world;
  if (asked === null) return;
  try {
    await Promise.all(query.tags.map(({ key }) => page.tags.need(asked, key)));
  } catch (error) {
    if (isLatest()) page.notices.fault(sentenceOf(error));
  }
  const world = page.world;
  if (world === null || !isLatest()) return;
  const found = findServers(world, query, { stateNames: stateNames() });
  // The same servers again draw nothing anew.
  if (!isSame(found, page.found.peek())) page.found.value = found;
}

/** What the states are called. */
export const stateNames = (): string[] => SERVER_STATUSES.map((status) => t(`state_${status}`));

function isSame(a: readonly number[], b: readonly number[] | null): boolean {
  return b !== null && a.length === b.length && a.every((server, at) => server === b[at]);
}
