import { Type, type Static } from '@sinclair/typebox';

/** What somebody may do: look, edit the topology, act on the outside world; and on which clusters' servers. */
export const AccessSchema = Type.Object({
  rights: Type.Array(Type.Unsafe<'view' | 'edit' | 'act'>({ type: 'string', enum: ['view', 'edit', 'act'] }), { uniqueItems: true }),
  clusters: Type.Union([Type.Literal('*'), Type.Array(Type.String())]),
}, { $id: 'Access', additionalProperties: false });
export type Access = Static<typeof AccessSchema>;
export type Right = Access['rights'][number];

/** Everything, everywhere: what the holder of the daemon's own token may do. */
export const FULL_ACCESS: Access = { rights: ['view', 'edit', 'act'], clusters: '*' };
