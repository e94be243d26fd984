import { Type, type Static } from '@sinclair/typebox';
import { WAYPOINTS_MAX } from './limits.ts';
import { ExtrasPatchSchema, ExtrasSchema, Locked, StrokePatchSchema, StrokeSchema, TileSchema } from './look.ts';
import { newOf, patchOf } from './noun.ts';
import { Id, Line, Moment } from './text.ts';

/** Where a free line goes: to a server, or to a tile. */
export const LinePointSchema = Type.Union([
  Type.Object({ server: Id('Id of a server.') }, { additionalProperties: false }),
  TileSchema,
]);
export type LinePoint = Static<typeof LinePointSchema>;

const writable = {
  name: Line('For lists; not drawn.'),
  points: Type.Array(LinePointSchema, { minItems: 2, maxItems: WAYPOINTS_MAX + 2, description: 'Its ends and what lies between, in order.' }),
  style: StrokeSchema,
  locked: Locked,
  view: Type.Union([Id('Id of the one view that shows it.'), Type.Null()], { description: 'Null: every view.' }),
  extras: ExtrasSchema,
};

/** A line that stands for no dependency: it may end anywhere and is never probed. */
export const FreeLineSchema = Type.Object({
  id: Id('Immutable.'), ...writable, created_at: Moment('When it was drawn.'), updated_at: Moment('When a person last changed it.'),
}, { $id: 'FreeLine', additionalProperties: false });
export type FreeLine = Static<typeof FreeLineSchema>;

/** Body of POST /api/lines. */
export const NewFreeLineSchema = newOf(writable, 'NewFreeLine');
export type NewFreeLine = Static<typeof NewFreeLineSchema>;

/** Body of PATCH /api/lines/{id}: JSON Merge Patch. */
export const FreeLinePatchSchema = patchOf({ ...writable, style: StrokePatchSchema, extras: ExtrasPatchSchema }, 'FreeLinePatch');
