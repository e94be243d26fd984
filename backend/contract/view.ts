import { Type, type Static } from '@sinclair/typebox';
import { newOf, patchOf } from './noun.ts';
import { Id, Line, Moment } from './text.ts';

const writable = {
  name: Line('Shown in the list of views.'),
  camera: Type.Object({
    x: Type.Number({ minimum: -1e9, maximum: 1e9 }),
    y: Type.Number({ minimum: -1e9, maximum: 1e9 }),
    k: Type.Number({ exclusiveMinimum: 0, maximum: 100 }),
  }, { additionalProperties: false, description: 'Centre of the picture in world pixels at scale 1, and scale.' }),
  filter: Line('Search that dims the rest.', 500),
};

/** A saved look at the map. */
export const ViewSchema = Type.Object({
  id: Id('Immutable.'), ...writable,
  created_at: Moment('When it was saved.'), updated_at: Moment('When it was last changed.'),
}, { $id: 'View', additionalProperties: false });
export type View = Static<typeof ViewSchema>;

/** Body of POST /api/views. */
export const NewViewSchema = newOf(writable, 'NewView');
export type NewView = Static<typeof NewViewSchema>;

/** Body of PATCH /api/views/{id}: JSON Merge Patch. */
export const ViewPatchSchema = patchOf(writable, 'ViewPatch');
