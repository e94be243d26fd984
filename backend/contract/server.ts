import { Type, type Static } from '@sinclair/typebox';
import { ADDRESSES_MAX, ID_PATTERN, NOTES_MAX_LENGTH, SERVER_NETWORKS_MAX, TAG_VALUE_MAX_LENGTH, TAGS_MAX } from './limits.ts';
import { ExtrasPatchSchema, ExtrasSchema, LookPatchSchema, LookSchema, TileSchema } from './look.ts';
import { MetricsSchema } from './metrics.ts';
import { newOf, patchOf } from './noun.ts';
import { SourcePatchSchema, SourceSchema } from './source.ts';
import { SERVER_STATUSES } from './statuses.ts';
import { Id, Line, Moment, Text } from './text.ts';

export const ServerStatusSchema = Type.Unsafe<(typeof SERVER_STATUSES)[number]>({ type: 'string', enum: [...SERVER_STATUSES] });

export const PositionSchema = TileSchema;

const TagsSchema = Type.Record(
  Type.String({ pattern: ID_PATTERN }),
  Type.String({ maxLength: TAG_VALUE_MAX_LENGTH }),
  { additionalProperties: false, maxProperties: TAGS_MAX, description: 'Free words about the server: key to value.' },
);

const TagsPatchSchema = Type.Record(
  Type.String({ pattern: ID_PATTERN }),
  Type.Union([Type.String({ maxLength: TAG_VALUE_MAX_LENGTH }), Type.Null()]),
  { additionalProperties: false, description: 'Tags to set; null takes one away.' },
);

const AddressSchema = Type.Object({
  interface: Line('Name of the interface.', 64),
  ip: Type.String({ format: 'address', maxLength: 253, description: 'IPv4, IPv6 or host name.' }),
}, { additionalProperties: false });

/** What a person may say about a server; every key may be absent. */
const writable = {
  name: Line('Shown on the map.'),
  type: Id('Id of a server type.'),
  ip: Type.String({ format: 'address', maxLength: 253, description: 'IPv4, IPv6, host name (last label not all digits) or "".' }),
  region: Line('Where it stands: a region, a site, a rack.', 100),
  tags: TagsSchema,
  networks: Type.Array(Id('Id of a network.'), { maxItems: SERVER_NETWORKS_MAX, uniqueItems: true }),
  hostname: Line('What the machine calls itself.', 253),
  os: Line('Operating system.', 200),
  parent: Type.Union([Id('Id of the server it runs on.'), Type.Null()], { description: 'The hypervisor or host it runs on.' }),
  addresses: Type.Array(AddressSchema, { maxItems: ADDRESSES_MAX, description: 'Further addresses.' }),
  notes: Text('Anything worth knowing.', NOTES_MAX_LENGTH),
  position: PositionSchema,
  look: LookSchema,
  extras: ExtrasSchema,
  source: SourceSchema,
  maintenance: Type.Boolean({ description: 'Being worked on: no alarm, status maintenance.' }),
};

/** One machine on the map. */
export const ServerSchema = Type.Object({
  id: Id('Immutable.'),
  ...writable,
  status: ServerStatusSchema,
  metrics: Type.Union([MetricsSchema, Type.Null()], { description: 'Null if never measured.' }),
  created_at: Moment('When it was added.'),
  updated_at: Moment('When a person last changed it.'),
  last_seen_at: Type.Union([Moment('When it last answered.'), Type.Null()]),
  problem: Type.Union([Type.String(), Type.Null()], { description: 'Why it does not answer, in a sentence; null where nothing is wrong.' }),
}, { $id: 'Server', additionalProperties: false });
export type Server = Static<typeof ServerSchema>;
export type Position = Static<typeof PositionSchema>;

/** Body of POST /api/servers: `name` or `id`, and whatever else is known. */
export const NewServerSchema = newOf(writable, 'NewServer');
export type NewServer = Static<typeof NewServerSchema>;

/** Body of PATCH /api/servers/{id}: JSON Merge Patch (RFC 7396); null brings a field's default back, and takes a tag away. */
export const ServerPatchSchema = patchOf({ ...writable, tags: TagsPatchSchema, position: Type.Partial(PositionSchema), source: SourcePatchSchema, look: LookPatchSchema, extras: ExtrasPatchSchema }, 'ServerPatch');

/** A server as the topology keeps it: what people said, without what was measured. */
export const StoredServerSchema = Type.Omit(ServerSchema, ['status', 'metrics', 'last_seen_at', 'problem'], { $id: 'StoredServer', additionalProperties: false });
export type StoredServer = Static<typeof StoredServerSchema>;
