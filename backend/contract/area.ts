import { Type, type Static } from '@sinclair/typebox';
import { ExtrasPatchSchema, ExtrasSchema, Locked, OneOf, Order, TileSchema } from './look.ts';
import { newOf, patchOf } from './noun.ts';
import { AREA_BORDERS } from './strokes.ts';
import { Colour, Id, Line, Moment } from './text.ts';

const writable = {
  name: Line('Written on its floor; may be "".'),
  color: Colour('Of its floor.'),
  from: TileSchema,
  to: TileSchema,
  border: OneOf(AREA_BORDERS, 'Its rim.'),
  order: Order,
  locked: Locked,
  view: Type.Union([Id('Id of the one view that shows it.'), Type.Null()], { description: 'Null: every view.' }),
  extras: ExtrasSchema,
};

/** A rectangle of the floor, both corner tiles inside. What stands on it moves with it. */
export const AreaSchema = Type.Object({
  id: Id('Immutable.'), ...writable, created_at: Moment('When it was drawn.'), updated_at: Moment('When a person last changed it.'),
}, { $id: 'Area', additionalProperties: false });
export type Area = Static<typeof AreaSchema>;

/** Body of POST /api/areas. */
export const NewAreaSchema = newOf(writable, 'NewArea');
export type NewArea = Static<typeof NewAreaSchema>;

/** Body of PATCH /api/areas/{id}: JSON Merge Patch. */
export const AreaPatchSchema = patchOf({ ...writable, from: Type.Partial(TileSchema), to: Type.Partial(TileSchema), extras: ExtrasPatchSchema }, 'AreaPatch');
