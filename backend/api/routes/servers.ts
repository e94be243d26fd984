import { Type } from '@sinclair/typebox';
import type { Language } from '../../contract/language.ts';
import { ID_PATTERN, IDS_ASKED_MAX } from '../../contract/limits.ts';
import { say, textOf, type Sentence } from '../../contract/sentence.ts';
import { NewServerSchema, ServerPatchSchema, ServerSchema, type NewServer, type StoredServer } from '../../contract/server.ts';
import { SERVER_STATUSES } from '../../contract/statuses.ts';
import { addressClashes } from '../../domain/address-clashes.ts';
import { sentenceOf } from '../../errors.ts';
import { needEverything, needRight, type Caller } from '../caller.ts';
import { nounRoutes } from '../noun-routes.ts';
import type { Route } from '../route.ts';
import { needServersInScope, seesServer } from '../scope.ts';
import type { Voice } from '../voice.ts';
import { clashSentences } from './address-clashes.ts';

const idFilter = (description: string) => Type.String({ pattern: ID_PATTERN, description });
const textFilter = (description: string) => Type.String({ maxLength: 500, description });

const IDS_PATTERN = `^[A-Za-z0-9._-]{1,63}(,[A-Za-z0-9._-]{1,63}){0,${IDS_ASKED_MAX - 1}}$`;
const SOURCE_KINDS = ['local', 'ssh', 'node_exporter', 'webmin', 'prometheus', 'none'] as const;

const FILTERS = {
  type: idFilter('Id of a server type.'), region: textFilter('Region, exactly.'), ip: textFilter('Address, exactly.'), name: textFilter('Name, exactly.'),
  parent: idFilter('Id of the server it runs on.'), network: idFilter('Id of a network.'), cluster: idFilter('Id of a cluster.'),
  status: Type.Unsafe({ type: 'string', enum: [...SERVER_STATUSES] }), source: Type.Unsafe({ type: 'string', enum: [...SOURCE_KINDS] }),
  maintenance: Type.Boolean({ description: 'Being worked on.' }),
  tag: textFilter('Key of a tag, or key:value.'), q: textFilter('Part of a name, id or address.'),
  ids: Type.String({ maxLength: IDS_ASKED_MAX * 64, pattern: IDS_PATTERN, description: `Up to ${IDS_ASKED_MAX} ids, parted by commas.` }),
};

type Patch = { readonly source?: { readonly credential?: string } | null; readonly ip?: unknown; readonly parent?: string | null };

export function serverRoutes(voice: Voice): Route[] {
  const { store } = voice;
  return nounRoutes<StoredServer, NewServer>({
    path: 'servers', name: 'server', shelf: store.servers,
    schema: ServerSchema, newSchema: NewServerSchema, patchSchema: ServerPatchSchema, filters: FILTERS,
    measured: ({ id }, language) => saidOf(store.live.getServer(id), language),
    isSeen: (caller, { id }) => seesServer(store, caller, id),
    checkAdd(caller, draft) {
      needEverything(caller, say('to_add_servers'));
      needCredentialRight(caller, draft);
    },
    checkPatch(caller, row, patch: Patch) {
      if (typeof patch.parent === 'string') needServersInScope(store, caller, [patch.parent]);
      needCredentialRight(caller, patch);
      if (patch.ip !== undefined) needCredentialRight(caller, row);
    },
    addQuery: Type.Object({ verify: Type.Optional(Type.Boolean({ description: 'Try the server now; what does not answer is a warning.' })) }),
    warnings: async (row, query) => [...sharedAddress(row, voice), ...outsideRanges(row, voice), ...(query['verify'] === true ? await verified(row, voice) : [])],
  }, voice);
}

/** What was learnt of a server, its problem in the language of who asks. */
export function saidOf<Learnt extends { readonly problem: Sentence | null }>(learnt: Learnt, language: Language): Said<Learnt> {
  const { problem } = learnt;
  return problem === null ? { ...learnt, problem } : { ...learnt, problem: textOf(problem, language) };
}

type Said<Learnt> = Omit<Learnt, 'problem'> & { readonly problem: string | null };

/** Who says where a stored secret is sent could read it: that is acting, not editing. */
function needCredentialRight(caller: Caller, { source }: { readonly source?: { readonly kind?: string; readonly credential?: string } | null }): void {
  if (source?.credential !== undefined) needRight(caller, 'act');
}

function sharedAddress(row: StoredServer, { store }: Voice): Sentence[] {
  const others = store.servers.sameIp(row);
  if (others.length === 0) return [];
  const names = others.slice(0, 3).map((id) => JSON.stringify(id));
  return [say('warning_shared_address', { ip: row.ip, names: others.length > 3 ? say('and_others', { names }) : names })];
}

function outsideRanges(row: StoredServer, { store }: Voice): Sentence[] {
  const networks = row.networks.flatMap((id) => store.networks.get(id) ?? []);
  return clashSentences(networks.flatMap((network) => addressClashes(network, [row])));
}

async function verified({ id, ip, type }: StoredServer, { store, collecting }: Voice): Promise<Sentence[]> {
  if (ip === '') return [say('warning_no_address', { id })];
  const ports = store.serverTypes.get(type)?.ports ?? [];
  if (ports.length === 0 || collecting === undefined) return [say('warning_no_ports', { id })];
  try {
    const { reachable, problem } = await collecting.verify(ip, ports);
    if (reachable) return [];
    return [problem === null ? say('warning_silent', { id, ports }) : say('warning_silent_why', { id, ports, why: problem })];
  } catch (error) {
    return [say('warning_not_tried', { id, why: sentenceOf(error) })];
  }
}
