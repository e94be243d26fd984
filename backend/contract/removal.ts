import { Type, type Static } from '@sinclair/typebox';
import { REMOVAL_MAX } from './limits.ts';
import { ConnectionId, Id } from './text.ts';

const some = <Of extends ReturnType<typeof Id>>(id: Of) => Type.Optional(Type.Array(id, { minItems: 1, maxItems: REMOVAL_MAX, uniqueItems: true }));

/** Body of DELETE /api/topology: what goes, in one change. What hangs on a server or a cluster goes with it and need not be named. */
export const RemovalSchema = Type.Object({
  servers: some(Id('Id of a server.')),
  connections: some(ConnectionId('Id of a connection.')),
  clusters: some(Id('Id of a cluster.')),
  areas: some(Id('Id of an area.')),
  texts: some(Id('Id of a text.')),
  lines: some(Id('Id of a line.')),
}, { $id: 'Removal', additionalProperties: false, minProperties: 1 });
export type Removal = Static<typeof RemovalSchema>;
