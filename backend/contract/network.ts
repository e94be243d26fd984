import { Type, type Static } from '@sinclair/typebox';
import { newOf, patchOf } from './noun.ts';
import { NETWORK_MODES } from './statuses.ts';
import { Id, Line, Moment } from './text.ts';

const NullOr = <T extends Parameters<typeof Type.Union>[0][number]>(schema: T) => Type.Union([schema, Type.Null()]);

const writable = {
  name: Line('Shown on the map.'),
  cidr: Type.String({ format: 'cidr-or-empty', maxLength: 64, description: 'Address range, IPv4 or IPv6, or "".' }),
  mode: Type.Unsafe<(typeof NETWORK_MODES)[number]>({ type: 'string', enum: [...NETWORK_MODES] }),
  vlan: NullOr(Type.Integer({ minimum: 0, maximum: 4094, description: 'VLAN id.' })),
  gateway: Type.String({ format: 'ip-or-empty', maxLength: 64, description: 'Address of the gateway, or "".' }),
  dhcp_range: Line('First and last address handed out, joined by a hyphen, or "".', 100),
};

/** An address range that servers share. */
export const NetworkSchema = Type.Object({
  id: Id('Immutable.'),
  ...writable,
  created_at: Moment('When it was added.'),
  updated_at: Moment('When a person last changed it.'),
}, { $id: 'Network', additionalProperties: false });
export type Network = Static<typeof NetworkSchema>;

/** Body of POST /api/networks. */
export const NewNetworkSchema = newOf(writable, 'NewNetwork');
export type NewNetwork = Static<typeof NewNetworkSchema>;

/** Body of PATCH /api/networks/{id}: JSON Merge Patch. */
export const NetworkPatchSchema = patchOf(writable, 'NetworkPatch');
