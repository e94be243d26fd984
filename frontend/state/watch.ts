import { follow } from './follow.ts';
import { effect } from '@preact/signals';
import { viewBounds } from '../scene/camera.ts';
import type { Page } from './page.ts';

/** Above this scale single servers show their numbers. */
const NUMBERS_FROM_SCALE = 0.44;
const MOST = 200;
const SETTLE_MS = 250;

/** Tells the daemon whose numbers are looked at: the selection, what the pointer is on, and, near by, what is in view. */
export function keepWatching(page: Page, watch: (ids: readonly string[]) => void): () => void {
  let timer = 0;
  let before = '';
  const send = (): void => {
    const ids = watchedIds(page);
    const key = ids.join(' ');
    if (key === before) return;
    before = key;
    watch(ids);
  };
  const stop = effect(() => {
    follow(page.map.camera, page.map.hover, page.map.size, page.map.shape, page.selection.servers, page.map.world, page.link);
    if (page.link.value.kind !== 'live') before = '';
    clearTimeout(timer);
    timer = window.setTimeout(send, SETTLE_MS);
  });
  return () => {
    clearTimeout(timer);
    stop();
  };
}

function watchedIds(page: Page): string[] {
  const world = page.world;
  if (world === null) return [];
  const servers = new Set([...page.selection.servers.peek()].slice(0, MOST));
  const hover = page.map.hover.peek();
  if (hover?.kind === 'server') servers.add(hover.index);
  const camera = page.map.camera.peek();
  if (camera.k >= NUMBERS_FROM_SCALE) {
    world.grid.each(viewBounds(camera, page.map.size.peek()), (server) => {
      if (servers.size < MOST) servers.add(server);
    });
  }
  return [...servers].filter((server) => world.has(server)).map((server) => world.idOf(server));
}
