import { Type } from '@sinclair/typebox';
import { AddressClashesSchema, type AddressClash } from '../../contract/address-clash.ts';
import { ID_PATTERN } from '../../contract/limits.ts';
import { say, type Sentence } from '../../contract/sentence.ts';
import { sendJson } from '../answers.ts';
import { route, type Route } from '../route.ts';
import type { Voice } from '../voice.ts';

const MOST = 1_000;
const MOST_TOLD = 3;

/** What cannot be meant so about the addresses in networks. */
export const addressClashesRoute = ({ store }: Voice): Route => route({
  method: 'get', path: '/api/address-clashes', right: 'view', summary: 'Addresses that several members of a network have, and members with no address in its range.',
  query: Type.Object({ network: Type.Optional(Type.String({ pattern: ID_PATTERN, description: 'Only of this network.' })) }),
  answers: [{ status: 200, description: 'The clashes among the servers the caller may see.', schema: AddressClashesSchema }],
  answer({ response, caller, query }) {
    const found = store.networks.clashes(caller.access, query.network);
    sendJson(response, 200, { total: found.length, items: found.slice(0, MOST) });
  },
});

/** Clashes as sentences, the first few of them. */
export function clashSentences(clashes: readonly AddressClash[]): Sentence[] {
  const told = clashes.slice(0, MOST_TOLD).map(({ kind, network, ip, servers }) => {
    const ids = servers.slice(0, MOST_TOLD).map((id) => JSON.stringify(id));
    const names = servers.length > MOST_TOLD ? say('and_others', { names: ids }) : ids;
    return kind === 'shared' ? say('warning_shared_in_network', { network, ip, names }) : say('warning_outside_network', { network, ip, names });
  });
  return clashes.length > MOST_TOLD ? [...told, say('warning_more_clashes', { count: clashes.length - MOST_TOLD })] : told;
}
