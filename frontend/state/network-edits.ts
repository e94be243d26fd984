import type { Network, NewNetwork } from '../../backend/contract/network.ts';
import { ClientProblem } from '../../backend/sdk/client-problem.ts';
import type { World } from '../scene/world.ts';
import { codeOf, sentenceOf } from './api.ts';
import { fileOf } from './edits.ts';
import { slugOf } from './icons/placing.ts';
import type { Page } from './page.ts';
import { t } from './words.ts';

/** What becomes of the members of a network. */
export type Membership = { readonly join: readonly string[]; readonly leave: readonly string[] };

const at = (id: string): string => `networks/${encodeURIComponent(id)}`;

/** Ids of the networks a server belongs to. */
export const networksOf = (world: World, server: number): string[] => world.networks.of(server).flatMap((network) => world.networks.rows[network]?.id ?? []);

/** Makes a network with these servers in it, in one change, and selects it. Throws what was refused of the network itself. */
export async function addNetwork(page: Page, draft: NewNetwork, members: readonly string[]): Promise<void> {
  const name = draft.name ?? '';
  const id = freeId(page, name);
  const told = t('done_network', name);
  const together = members.length === 0 ? null : await putTogether(page, { ...draft, id }, rowsOf(page, id, { join: members, leave: [] }), told);
  if (together === null) await addSingly(page, draft, members, told);
  else {
    page.edits.done(told, 1);
    show(page, id);
  }
}

/** Changes what differs of a network and of its members, in one change. */
export async function changeNetwork(page: Page, id: string, name: string, patch: Partial<NewNetwork>, membership: Membership): Promise<void> {
  const rows = rowsOf(page, id, membership);
  const isPatched = Object.keys(patch).length > 0;
  const told = t('done_changed', name);
  const together = !isPatched || rows.length === 0 ? null : await putTogether(page, { ...patch, id }, rows, told);
  let edits = together === null ? 0 : Math.min(1, together);
  if (together === null) {
    if (isPatched) await page.api.patch(at(id), patch);
    edits = (isPatched ? 1 : 0) + await page.edits.putServers(rows);
  }
  if (edits > 0) page.edits.done(told, edits);
}

/** How many rows were added or changed of a network and its members; null where the reader may not change several things at once. */
async function putTogether(page: Page, network: object, servers: readonly object[], summary: string): Promise<number | null> {
  try {
    const { added, changed } = await page.api.call((client) => client.import(fileOf({ networks: [network], servers }), { summary }));
    return added + changed;
  } catch (error) {
    if (codeOf(error) === 'forbidden') return null;
    throw ofNetwork(error);
  }
}

/** Faults of the file's only network, as its form knows them. */
function ofNetwork(error: unknown): unknown {
  if (!(error instanceof ClientProblem) || error.problem === null) return error;
  const errors = error.faults.map(({ pointer, message }) => ({ pointer: pointer.replace(/^\/networks\/0(?=\/)/, ''), message }));
  return new ClientProblem(error.status, error.code, error.message, { problem: { ...error.problem, errors } });
}

async function addSingly(page: Page, draft: NewNetwork, members: readonly string[], told: string): Promise<void> {
  const { id } = await page.api.post<Network>('networks', draft);
  let edits = 1;
  try {
    edits += await page.edits.putServers(rowsOf(page, id, { join: members, leave: [] }));
  } catch (error) {
    // The network is there; that its members are not is told beside it.
    page.notices.fault(sentenceOf(error));
  }
  page.edits.done(told, edits);
  show(page, id);
}

function show(page: Page, id: string): void {
  page.selection.setItem({ kind: 'network', id });
  page.isPanelClosed.value = false;
}

/** The id that the daemon would make of a name. */
function freeId({ world }: Page, name: string): string {
  const slug = slugOf(name) || 'network';
  for (let number = 1; ; number++) {
    const id = number === 1 ? slug : `${slug.slice(0, 58)}-${number}`;
    if ((world?.networks.indexOf(id) ?? -1) < 0) return id;
  }
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
