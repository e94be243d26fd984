import { Type, type Static } from '@sinclair/typebox';
import { newOf, patchOf } from './noun.ts';
import { CLUSTER_HEALTHS } from './statuses.ts';
import { Colour, Id, Line, Moment } from './text.ts';

const writable = {
  name: Line('Shown on the map.'),
  servers: Type.Array(Id('Id of a member.'), { maxItems: 100_000, uniqueItems: true, description: 'Members, in order.' }),
  color: Colour('Colour of its area.'),
  auto_connect: Type.Boolean({ description: 'Members are connected by themselves: every pair up to 5 members, a ring in member order above.' }),
};

/** A named set of servers that serve as one. */
export const ClusterSchema = Type.Object({
  id: Id('Immutable.'),
  ...writable,
  health: Type.Unsafe<(typeof CLUSTER_HEALTHS)[number]>({ type: 'string', enum: [...CLUSTER_HEALTHS] }),
  created_at: Moment('When it was made.'),
  updated_at: Moment('When a person last changed it.'),
}, { $id: 'Cluster', additionalProperties: false });
export type Cluster = Static<typeof ClusterSchema>;

/** Body of POST /api/clusters. The id is made from the name if absent; a clash is 409. */
export const NewClusterSchema = newOf(writable, 'NewCluster');
export type NewCluster = Static<typeof NewClusterSchema>;

/** Body of PATCH /api/clusters/{id}: JSON Merge Patch; `servers` replaces the whole list. */
export const ClusterPatchSchema = patchOf(writable, 'ClusterPatch');

/** A cluster as the topology keeps it. */
export const StoredClusterSchema = Type.Omit(ClusterSchema, ['health'], { $id: 'StoredCluster', additionalProperties: false });
export type StoredCluster = Static<typeof StoredClusterSchema>;
