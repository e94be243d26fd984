import type { Area, NewArea } from '../contract/area.ts';
import type { NewCluster, StoredCluster } from '../contract/cluster.ts';
import type { NewConnection, StoredConnection } from '../contract/connection.ts';
import type { FloorText, NewFloorText } from '../contract/floor-text.ts';
import type { FreeLine, NewFreeLine } from '../contract/free-line.ts';
import type { Icon, IconDraft, KeptImage } from '../contract/icon.ts';
import type { LineLabel, LineStyle, Look, Stroke } from '../contract/look.ts';
import type { Network, NewNetwork } from '../contract/network.ts';
import { BUILT_IN_TYPES, DEFAULT_TYPE } from '../contract/built-in-types.ts';
import type { NewServerType, ServerType } from '../contract/server-type.ts';
import type { NewServer, Position, StoredServer } from '../contract/server.ts';
import type { NewView, View } from '../contract/view.ts';

/** When a row was made and last changed, ISO 8601. */
export type Times = { readonly created_at: string; readonly updated_at: string };

/** A server from what is known of it: the defaults of everything else. */
export const serverOf = (draft: NewServer, id: string, position: Position, times: Times): StoredServer => ({
  id, name: draft.name ?? id, type: draft.type ?? DEFAULT_TYPE, ip: draft.ip ?? '', region: draft.region ?? '', tags: sorted(draft.tags),
  networks: draft.networks ?? [], hostname: draft.hostname ?? '', os: draft.os ?? '', parent: draft.parent ?? null,
  addresses: (draft.addresses ?? []).map(({ interface: name, ip }) => ({ interface: name, ip })), notes: draft.notes ?? '', position: { x: position.x, y: position.y }, look: lookOf(draft.look),
  extras: sorted(draft.extras), source: draft.source ?? { kind: 'none' }, maintenance: draft.maintenance ?? false,
  created_at: times.created_at, updated_at: times.updated_at,
});

/** Tags and extras in order of their keys: who wrote them first decides nothing. */
function sorted(tags: Readonly<Record<string, string>> = {}): Record<string, string> {
  return Object.fromEntries(Object.entries(tags).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

/** A connection likewise. `cluster` is set where a cluster made it. */
export const connectionOf = (draft: NewConnection & { readonly cluster?: string | null }, id: string, times: Times): StoredConnection => ({
  id, from: draft.from, to: draft.to, type: draft.type ?? 'standard', label: draft.label ?? '', style: lineStyleOf(draft.style), extras: sorted(draft.extras), cluster: draft.cluster ?? null,
  created_at: times.created_at, updated_at: times.updated_at,
});

export const clusterOf = (draft: NewCluster, id: string, times: Times): StoredCluster => ({
  id, name: draft.name ?? id, servers: draft.servers ?? [], color: draft.color ?? colourOf(id), auto_connect: draft.auto_connect ?? true,
  created_at: times.created_at, updated_at: times.updated_at,
});

export const networkOf = (draft: NewNetwork, id: string, times: Times): Network => ({
  id, name: draft.name ?? id, cidr: draft.cidr ?? '', mode: draft.mode ?? 'bridge', vlan: draft.vlan ?? null, gateway: draft.gateway ?? '',
  dhcp_range: draft.dhcp_range ?? '', created_at: times.created_at, updated_at: times.updated_at,
});

/** A server type likewise. The defaults of a shipped one are as it was shipped. */
export function serverTypeOf(draft: NewServerType, id: string, times: Times): ServerType {
  const shipped = BUILT_IN_TYPES.find((type) => type.id === id);
  const { name, color, sign, description, ports } = shipped ?? { name: id, color: '#90A4AE', sign: '', description: '', ports: [] };
  return {
    id, name: draft.name ?? name, color: draft.color ?? color, icon: draft.icon ?? (shipped === undefined ? DEFAULT_TYPE : id), sign: draft.sign ?? sign,
    description: draft.description ?? description, ports: draft.ports ?? [...ports], built_in: shipped !== undefined,
    created_at: times.created_at, updated_at: times.updated_at,
  };
}

/** An icon likewise; `image` is what is kept of its own. */
export const iconOf = (draft: IconDraft, id: string, { media_type, bytes, image_hash }: KeptImage, times: Times): Icon => ({
  id, name: draft.name ?? id, collection: draft.collection ?? '', keywords: draft.keywords ?? [], is_isometric: draft.is_isometric ?? true, scale: draft.scale ?? 1,
  media_type, bytes, image_hash, created_at: times.created_at, updated_at: times.updated_at,
});

export const viewOf = (draft: NewView, id: string, times: Times): View => ({
  id, name: draft.name ?? id, camera: { x: draft.camera?.x ?? 0, y: draft.camera?.y ?? 0, k: draft.camera?.k ?? 1 }, filter: draft.filter ?? '',
  grouping: draft.grouping ?? 'region', hidden: [...draft.hidden ?? []], places: placesOf(draft.places ?? null), extras: sorted(draft.extras),
  created_at: times.created_at, updated_at: times.updated_at,
});

/** An area likewise. Its corners stay as they were said: whichever is the lesser. */
export function areaOf(draft: NewArea, id: string, times: Times): Area {
  const { from = { x: 0, y: 0 }, to = from } = draft;
  return {
    id, name: draft.name ?? '', color: draft.color ?? colourOf(id),
    from: { x: from.x, y: from.y }, to: { x: to.x, y: to.y },
    border: draft.border ?? 'solid', order: draft.order ?? 0, locked: draft.locked ?? false, view: draft.view ?? null, extras: sorted(draft.extras),
    created_at: times.created_at, updated_at: times.updated_at,
  };
}

export const floorTextOf = (draft: NewFloorText, id: string, times: Times): FloorText => ({
  id, name: draft.name ?? id, position: { x: draft.position?.x ?? 0, y: draft.position?.y ?? 0 }, size: draft.size ?? 0.6, orientation: draft.orientation ?? 'x',
  color: draft.color ?? null, is_bold: draft.is_bold ?? false, order: draft.order ?? 0, locked: draft.locked ?? false, view: draft.view ?? null,
  extras: sorted(draft.extras), created_at: times.created_at, updated_at: times.updated_at,
});

export const freeLineOf = (draft: NewFreeLine, id: string, times: Times): FreeLine => ({
  id, name: draft.name ?? id,
  points: (draft.points ?? []).map((point) => ('server' in point ? { server: point.server } : { x: point.x, y: point.y })),
  style: strokeOf(draft.style), locked: draft.locked ?? false, view: draft.view ?? null, extras: sorted(draft.extras),
  created_at: times.created_at, updated_at: times.updated_at,
});

/** A look with what was said of it, keys in one order. */
const lookOf = ({ icon, color, label_height: height, order, locked }: Look = {}): Look => ({
  ...(icon !== undefined && { icon }), ...(color !== undefined && { color }), ...(height !== undefined && { label_height: height }),
  ...(order !== undefined && { order }), ...(locked !== undefined && { locked }),
});

const strokeOf = ({ color, width, dash, pattern, arrow, order, labels }: Stroke = {}): Stroke => ({
  ...(color !== undefined && { color }), ...(width !== undefined && { width }), ...(dash !== undefined && { dash }),
  ...(pattern !== undefined && { pattern }), ...(arrow !== undefined && { arrow }), ...(order !== undefined && { order }),
  ...(labels !== undefined && { labels: labels.map(lineLabelOf) }),
});

const lineStyleOf = ({ waypoints, ...stroke }: LineStyle = {}): LineStyle => ({
  ...strokeOf(stroke), ...(waypoints !== undefined && { waypoints: waypoints.map(({ x, y }) => ({ x, y })) }),
});

const lineLabelOf = ({ text, position_percent: position, height, lead, strand }: LineLabel): LineLabel => ({
  text, ...(position !== undefined && { position_percent: position }), ...(height !== undefined && { height }), ...(lead !== undefined && { lead }), ...(strand !== undefined && { strand }),
});

const placesOf = (places: View['places']): View['places'] =>
  places === null ? null : Object.fromEntries(Object.entries(places).toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([server, { x, y }]) => [server, { x, y }]));

/** Blues and violets: red, amber and green belong to states. */
const CLUSTER_COLOURS = ['#5C6BC0', '#7E57C2', '#3F8FBF', '#8D6EAF', '#5E8CA8', '#4D7FD0', '#9575CD', '#3E9DB5'] as const;

/** The colour a cluster gets where none is given: always the same for the same id. */
function colourOf(id: string): string {
  let hash = 0;
  for (const character of id) hash = (hash * 31 + (character.codePointAt(0) ?? 0)) >>> 0;
  return CLUSTER_COLOURS[hash % CLUSTER_COLOURS.length] ?? CLUSTER_COLOURS[0];
}
