import { Type, type Static } from '@sinclair/typebox';
import { Id } from './text.ts';

/** Something about the addresses in one network that cannot be meant so. */
export const AddressClashSchema = Type.Object({
  network: Id('Id of the network.'),
  kind: Type.Unsafe<'shared' | 'outside'>({
    type: 'string', enum: ['shared', 'outside'], description: 'shared: several members have this address; outside: no address of this member lies in the range of the network.',
  }),
  ip: Type.String({ description: 'The address.' }),
  servers: Type.Array(Id('Id of a server.'), { description: 'Who has it, in order of ids.' }),
}, { $id: 'AddressClash' });
export type AddressClash = Static<typeof AddressClashSchema>;

/** Answer of GET /api/address-clashes. */
export const AddressClashesSchema = Type.Object({
  total: Type.Integer({ minimum: 0, description: 'How many there are.' }),
  items: Type.Array(AddressClashSchema, { description: 'The first 1,000 of them, in order of networks.' }),
}, { $id: 'AddressClashes' });
export type AddressClashes = Static<typeof AddressClashesSchema>;
