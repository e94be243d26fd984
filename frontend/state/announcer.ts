import { effect } from '@preact/signals';
import { statusOf } from './states.ts';
import type { Page } from './page.ts';
import { typeName } from './type-names.ts';
import { many, t } from './words.ts';

/** Speaks the selection, for those who do not see it. */
export function announceSelection(page: Page): void {
  effect(() => {
    const servers = page.selection.servers.value;
    const item = page.selection.item.value;
    const world = page.world;
    if (world === null) return;
    const [only] = servers;
    if (page.selection.size.value === 1 && only !== undefined) page.notices.say(sentenceFor(page, only));
    else if (item !== null) page.notices.say(t(`selected_${item.kind}`, item.id));
    else if (page.selection.size.value > 1) page.notices.say(many('selected', page.selection.size.value));
  });
}

/** Name, type, state and number of connections in one sentence. */
export function sentenceFor(page: Page, server: number): string {
  const world = page.world;
  if (world === null) return '';
  const links = many('connections', world.connectionsOf(server).length);
  return [world.nameOf(server), typeName(world.typeOf(server)), t(`state_${statusOf(world, server)}`), links].filter(Boolean).join(', ');
}

/** Speaks changes of state: each by name while they are few. */
export function announceStates(page: Page, servers: readonly number[]): void {
  const world = page.world;
  if (world === null || servers.length === 0) return;
  if (servers.length > 3) { page.notices.say(many('spoken_changed', servers.length)); return; }
  page.notices.say(servers.map((server) => t('spoken_is_now', world.nameOf(server), t(`state_${statusOf(world, server)}`))).join('. '));
}
