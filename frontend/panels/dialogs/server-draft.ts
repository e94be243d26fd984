import type { Look } from '../../../backend/contract/look.ts';
import type { NewServer, Server } from '../../../backend/contract/server.ts';
import type { Source, SourceKind } from '../../../backend/contract/source.ts';

/** A server as the form holds it: everything is text until it is sent. */
export type ServerDraft = {
  id: string; name: string; type: string; ip: string; region: string; hostname: string; os: string; parent: string; notes: string;
  networks: readonly string[];
  tags: readonly { readonly key: string; readonly value: string }[];
  source: SourceDraft;
  look: LookDraft;
};

/** `""` is what its type has. */
export type LookDraft = { icon: string; color: string; label_height: string; locked: boolean };
const EMPTY_LOOK: LookDraft = { icon: '', color: '', label_height: '0', locked: false };

export type SourceDraft = { kind: SourceKind; port: string; user: string; credential: string; path: string; tls: boolean; instance: string };

const EMPTY_SOURCE: SourceDraft = { kind: 'none', port: '', user: '', credential: '', path: '', tls: false, instance: '' };

export const EMPTY_DRAFT: ServerDraft = {
  id: '', name: '', type: 'generic', ip: '', region: '', hostname: '', os: '', parent: '', notes: '', networks: [], tags: [], source: EMPTY_SOURCE, look: EMPTY_LOOK,
};

export function draftOf(server: Server): ServerDraft {
  const { id, name, type, ip, region, hostname, os, parent, notes, networks, tags, source, look } = server;
  return {
    id, name, type, ip, region, hostname, os, parent: parent ?? '', notes, networks,
    tags: Object.entries(tags).map(([key, value]) => ({ key, value })),
    source: { ...EMPTY_SOURCE, ...Object.fromEntries(Object.entries(source).map(([key, value]) => [key, typeof value === 'number' ? String(value) : value])) },
    look: { icon: look.icon ?? '', color: look.color ?? '', label_height: String(look.label_height ?? 0), locked: look.locked ?? false },
  };
}

/** The source to send: only the keys that its kind has, and of those only what was filled in. */
export function sourceOf(draft: SourceDraft): Source {
  const port = draft.port.trim() === '' ? {} : { port: Number(draft.port) };
  const credential = draft.credential === '' ? {} : { credential: draft.credential };
  switch (draft.kind) {
    case 'none': case 'local': return { kind: draft.kind };
    case 'ssh': return { kind: 'ssh', ...port, ...credential, ...(draft.user.trim() === '' ? {} : { user: draft.user.trim() }) };
    case 'node_exporter': return { kind: 'node_exporter', ...port, tls: draft.tls, ...(draft.path.trim() === '' ? {} : { path: draft.path.trim() }) };
    case 'webmin': return { kind: 'webmin', ...port, ...credential, tls: draft.tls };
    case 'prometheus': return { kind: 'prometheus', ...(draft.instance === '' ? {} : { instance: draft.instance }) };
  }
}

/** A look as it is sent: what is default is not named. */
const lookOf = ({ icon, color, label_height: height, locked }: LookDraft): Look => ({
  ...(icon === '' ? {} : { icon }), ...(color === '' ? {} : { color }), ...(Number(height) === 0 ? {} : { label_height: Number(height) }), ...(locked ? { locked } : {}),
});

const tagsOf = (draft: ServerDraft): Record<string, string> =>
  Object.fromEntries(draft.tags.filter(({ key }) => key.trim() !== '').map(({ key, value }) => [key.trim(), value]));

/** The body of a POST: what was filled in. */
export function newServerOf(draft: ServerDraft): NewServer {
  const text = Object.fromEntries((['id', 'name', 'ip', 'region', 'hostname', 'os', 'notes'] as const)
    .map((key) => [key, key === 'notes' ? draft[key] : draft[key].trim()] as const).filter(([, value]) => value !== ''));
  return {
    ...text, type: draft.type, source: sourceOf(draft.source),
    ...(draft.parent === '' ? {} : { parent: draft.parent }),
    ...(draft.networks.length === 0 ? {} : { networks: [...draft.networks] }),
    ...(draft.tags.length === 0 ? {} : { tags: tagsOf(draft) }),
    ...(Object.keys(lookOf(draft.look)).length === 0 ? {} : { look: lookOf(draft.look) }),
  };
}

/** The body of a PATCH: what differs from before, so that nobody else's change is overwritten. A tag that went is null. */
export function patchOf(before: ServerDraft, after: ServerDraft): Record<string, unknown> {
  const patch: Record<string, unknown> = {};
  for (const key of ['name', 'type', 'ip', 'region', 'hostname', 'os', 'notes'] as const) {
    const value = key === 'notes' ? after[key] : after[key].trim();
    if (value !== before[key]) patch[key] = value;
  }
  if (after.parent !== before.parent) patch['parent'] = after.parent === '' ? null : after.parent;
  if (after.networks.join(' ') !== before.networks.join(' ')) patch['networks'] = after.networks;
  const [oldTags, newTags] = [tagsOf(before), tagsOf(after)];
  const gone = Object.keys(oldTags).filter((key) => !Object.hasOwn(newTags, key)).map((key) => [key, null]);
  const put = Object.entries(newTags).filter(([key, value]) => oldTags[key] !== value);
  if (gone.length + put.length > 0) patch['tags'] = Object.fromEntries([...gone, ...put]);
  const [oldSource, newSource] = [sourceOf(before.source), sourceOf(after.source)];
  if (JSON.stringify(oldSource) !== JSON.stringify(newSource)) {
    // Merge patch merges: what the source no longer has must be named.
    const dropped = Object.keys(oldSource).filter((key) => !Object.hasOwn(newSource, key)).map((key) => [key, null]);
    patch['source'] = { ...Object.fromEntries(dropped), ...newSource };
  }
  const [oldLook, newLook] = [lookOf(before.look), lookOf(after.look)];
  if (JSON.stringify(oldLook) !== JSON.stringify(newLook)) {
    patch['look'] = { ...Object.fromEntries(Object.keys(oldLook).filter((key) => !Object.hasOwn(newLook, key)).map((key) => [key, null])), ...newLook };
  }
  return patch;
}
