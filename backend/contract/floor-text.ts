import { Type, type Static } from '@sinclair/typebox';
import { FLOOR_TEXT_MAX_LENGTH } from './limits.ts';
import { ExtrasPatchSchema, ExtrasSchema, Locked, OneOf, Order, TileSchema } from './look.ts';
import { newOf, patchOf } from './noun.ts';
import { TEXT_ORIENTATIONS } from './strokes.ts';
import { Colour, Id, Line, Moment } from './text.ts';

const writable = {
  name: Line('What it says.', FLOOR_TEXT_MAX_LENGTH),
  position: TileSchema,
  size: Type.Number({ minimum: 0.1, maximum: 20, description: 'Height of its letters, in tiles.' }),
  orientation: OneOf(TEXT_ORIENTATIONS, 'The axis of the floor along which it runs.'),
  color: Type.Union([Colour('Of its letters.'), Type.Null()], { description: 'Null: that of text on this theme.' }),
  is_bold: Type.Boolean(),
  order: Order,
  locked: Locked,
  view: Type.Union([Id('Id of the one view that shows it.'), Type.Null()], { description: 'Null: every view.' }),
  extras: ExtrasSchema,
};

/** Words that lie on the floor. */
export const FloorTextSchema = Type.Object({
  id: Id('Immutable.'), ...writable, created_at: Moment('When it was written.'), updated_at: Moment('When a person last changed it.'),
}, { $id: 'FloorText', additionalProperties: false });
export type FloorText = Static<typeof FloorTextSchema>;

/** Body of POST /api/texts. */
export const NewFloorTextSchema = newOf(writable, 'NewFloorText');
export type NewFloorText = Static<typeof NewFloorTextSchema>;

/** Body of PATCH /api/texts/{id}: JSON Merge Patch. */
export const FloorTextPatchSchema = patchOf({ ...writable, position: Type.Partial(TileSchema), extras: ExtrasPatchSchema }, 'FloorTextPatch');
