import { Type, type Static } from '@sinclair/typebox';
import { LABEL_MAX_LENGTH } from './limits.ts';
import { ExtrasPatchSchema, ExtrasSchema, LineStylePatchSchema, LineStyleSchema } from './look.ts';
import { CONNECTION_STATUSES, CONNECTION_TYPES } from './statuses.ts';
import { ConnectionId, Id, Line, Moment } from './text.ts';
import { TrafficSchema } from './traffic.ts';

export const ConnectionTypeSchema = Type.Unsafe<(typeof CONNECTION_TYPES)[number]>({ type: 'string', enum: [...CONNECTION_TYPES] });

/** A directed dependency: `from` uses `to`. */
export const ConnectionSchema = Type.Object({
  id: ConnectionId('Immutable.'),
  from: Id('Server that asks.'),
  to: Id('Server that answers; not the same.'),
  type: ConnectionTypeSchema,
  label: Line('Shown on the line.', LABEL_MAX_LENGTH),
  style: LineStyleSchema,
  extras: ExtrasSchema,
  cluster: Type.Union([Id('Cluster that made this connection.'), Type.Null()], { description: 'Set where type is cluster_internal and a cluster made it.' }),
  status: Type.Unsafe<(typeof CONNECTION_STATUSES)[number]>({ type: 'string', enum: [...CONNECTION_STATUSES] }),
  latency_ms: Type.Union([Type.Number({ minimum: 0 }), Type.Null()], { description: 'Time to connect, at the last probe.' }),
  probed_from: Type.Union([Line('Id of the server whose probe this is, or "daemon".', 63), Type.Null()]),
  traffic: Type.Union([TrafficSchema, Type.Null()], { description: 'At least what it carries; null where `from` is neither this machine nor read over SSH.' }),
  created_at: Moment('When it was added.'),
  updated_at: Moment('When a person last changed it.'),
}, { $id: 'Connection', additionalProperties: false });
export type Connection = Static<typeof ConnectionSchema>;

/** Body of POST /api/connections. Without `id`, an existing (from, to, type) is a clash; with one it is a parallel connection. */
export const NewConnectionSchema = Type.Object({
  id: Type.Optional(ConnectionId('Made from its ends and type if absent.')),
  from: Id('Server that asks.'),
  to: Id('Server that answers.'),
  type: Type.Optional(ConnectionTypeSchema),
  label: Type.Optional(Line('Shown on the line.', LABEL_MAX_LENGTH)),
  style: Type.Optional(LineStyleSchema),
  extras: Type.Optional(ExtrasSchema),
}, { $id: 'NewConnection', additionalProperties: false });
export type NewConnection = Static<typeof NewConnectionSchema>;

/** Body of PATCH /api/connections/{id}: JSON Merge Patch. The ends are changed by /reconnect. */
export const ConnectionPatchSchema = Type.Object({
  type: Type.Optional(Type.Union([ConnectionTypeSchema, Type.Null()])),
  label: Type.Optional(Type.Union([Line('Shown on the line.', LABEL_MAX_LENGTH), Type.Null()])),
  style: Type.Optional(Type.Union([LineStylePatchSchema, Type.Null()])),
  extras: Type.Optional(Type.Union([ExtrasPatchSchema, Type.Null()])),
}, { $id: 'ConnectionPatch', additionalProperties: false });

/** Body of POST /api/connections/{id}/reconnect: the end that is to be another server, or both. */
export const ConnectionEndsSchema = Type.Object({
  from: Type.Optional(Id('Server that asks.')),
  to: Type.Optional(Id('Server that answers.')),
}, { $id: 'ConnectionEnds', additionalProperties: false, minProperties: 1 });
export type ConnectionEnds = Static<typeof ConnectionEndsSchema>;

/** Body of DELETE /api/connections: all between these two, of this type if given. */
export const ConnectionMatchSchema = Type.Object({
  from: Id('Server that asks.'),
  to: Id('Server that answers.'),
  type: Type.Optional(ConnectionTypeSchema),
}, { $id: 'ConnectionMatch', additionalProperties: false });

/** A connection as the topology keeps it. */
export const StoredConnectionSchema = Type.Omit(ConnectionSchema, ['status', 'latency_ms', 'probed_from', 'traffic'], { $id: 'StoredConnection', additionalProperties: false });
export type StoredConnection = Static<typeof StoredConnectionSchema>;
