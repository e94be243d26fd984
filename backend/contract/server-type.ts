import { Type, type Static } from '@sinclair/typebox';
import { newOf, patchOf } from './noun.ts';
import { Colour, Id, Line, Moment } from './text.ts';

const writable = {
  name: Line('Shown in lists.'),
  color: Colour('Accent of its icon; states have colours of their own.'),
  icon: Id('Name of an icon in the set.'),
  sign: Line('One character or emoji that stands for the type in text.', 16),
  description: Line('What such a server does.', 500),
  ports: Type.Array(Type.Integer({ minimum: 1, maximum: 65_535 }), { maxItems: 32, uniqueItems: true, description: 'TCP ports on which such a server answers.' }),
};

/** A kind of server: how it looks and on which ports it answers. */
export const ServerTypeSchema = Type.Object({
  id: Id('Immutable.'),
  ...writable,
  built_in: Type.Boolean({ description: 'Shipped with the product: can be changed, not removed.' }),
  created_at: Moment('When it was added.'),
  updated_at: Moment('When a person last changed it.'),
}, { $id: 'ServerType', additionalProperties: false });
export type ServerType = Static<typeof ServerTypeSchema>;

/** Body of POST /api/server-types. */
export const NewServerTypeSchema = newOf(writable, 'NewServerType');
export type NewServerType = Static<typeof NewServerTypeSchema>;

/** Body of PATCH /api/server-types/{id}: JSON Merge Patch. */
export const ServerTypePatchSchema = patchOf(writable, 'ServerTypePatch');
