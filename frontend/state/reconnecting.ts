import type { ConnectionEnds } from '../../backend/contract/connection.ts';
import type { Page } from './page.ts';
import { t } from './words.ts';

/** Gives a connection another server at one end or both, and selects what comes of it. Throws what the daemon refuses. */
export async function reconnect(page: Page, id: string, ends: ConnectionEnds): Promise<void> {
  const { id: newId, from, to } = await page.api.call((client) => client.reconnect(id, ends));
  const nameOf = (server: string): string => page.world?.nameOf(page.world.indexOf(server)) ?? server;
  page.edits.done(t('done_reversed', nameOf(from), nameOf(to)), 1);
  await page.selectConnectionWhenKnown(newId);
}
