import type { Network, NewNetwork } from '../../backend/contract/network.ts';
import type { World } from '../scene/world.ts';
import { sentenceOf } from './api.ts';
import type { Page } from './page.ts';
import { t } from './words.ts';

/** What becomes of the members of a network. */
export type Membership = { readonly join: readonly string[]; readonly leave: readonly string[] };

const at = (id: string): string => `networks/${encodeURIComponent(id)}`;

/** Ids of the networks a server belongs to. */
export const networksOf = (world: World, server: number): string[] => world.networks.of(server).flatMap((network) => world.networks.rows[network]?.id ?? []);

/** Makes a network and puts servers into it, and selects it; one Undo takes all of it back. Throws what was refused of the network itself. */
export async function addNetwork(page: Page, draft: NewNetwork, members: readonly string[]): Promise<void> {
  const { id, name } = await page.api.post<Network>('networks', draft);
  let edits = 1;
  try {
    edits += await page.edits.putServers(rowsOf(page, id, { join: members, leave: [] }));
  } catch (error) {
    // The network is there; that its members are not is told beside it.
    page.notices.fault(sentenceOf(error));
  }
  page.edits.done(t('done_network', name), edits);
  page.selection.setItem({ kind: 'network', id });
  page.isPanelClosed.value = false;
}

/** Changes what differs of a network and of its members. */
export async function changeNetwork(page: Page, id: string, name: string, patch: Partial<NewNetwork>, membership: Membership): Promise<void> {
  let edits = 0;
  if (Object.keys(patch).length > 0) {
    await page.api.patch(at(id), patch);
    edits += 1;
  }
  edits += await page.edits.putServers(rowsOf(page, id, membership));
  if (edits > 0) page.edits.done(t('done_changed', name), edits);
}

/** Removes a network; its servers stay. */
export async function removeNetwork(page: Page, id: string, name: string): Promise<void> {
  await page.api.delete(at(id));
  page.edits.done(t('done_removed_network', name), 1);
}

/** The networks of a server once it has joined one and left another; null where that changes nothing. */
export function networksAfter(world: World, id: string, join: string, leave: string): string[] | null {
  const before = networksOf(world, world.indexOf(id));
  const after = [...new Set([...before.filter((network) => network !== leave), ...(join === '' ? [] : [join])])];
  return after.length === before.length && after.every((network) => before.includes(network)) ? null : after;
}

function rowsOf({ world }: Page, network: string, { join, leave }: Membership): { id: string; networks: string[] }[] {
  if (world === null) return [];
  return [
    ...join.map((id) => ({ id, networks: networksAfter(world, id, network, '') })),
    ...leave.map((id) => ({ id, networks: networksAfter(world, id, '', network) })),
  ].flatMap(({ id, networks }) => (networks === null || world.indexOf(id) < 0 ? [] : [{ id, networks }]));
}
