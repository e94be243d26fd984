import { Type, type Static } from '@sinclair/typebox';
import { ID_PATTERN, VIEW_PLACES_MAX } from './limits.ts';
import { ExtrasPatchSchema, ExtrasSchema, OneOf, TileSchema } from './look.ts';
import { newOf, patchOf } from './noun.ts';
import { Id, Line, Moment } from './text.ts';

/** What a view can leave out. */
export const VIEW_LAYERS = ['networks', 'clusters', 'areas', 'texts', 'lines', 'connections', 'labels'] as const;

const writable = {
  name: Line('Shown in the list of views.'),
  camera: Type.Object({
    x: Type.Number({ minimum: -1e9, maximum: 1e9 }),
    y: Type.Number({ minimum: -1e9, maximum: 1e9 }),
    k: Type.Number({ exclusiveMinimum: 0, maximum: 100 }),
  }, { additionalProperties: false, description: 'Centre of the picture in world pixels at scale 1, and scale.' }),
  filter: Line('Search that dims the rest.', 500),
  grouping: Type.String({ pattern: '^(region|network|cluster|type|tag:[A-Za-z0-9][A-Za-z0-9._-]{0,62})$', description: 'What servers are counted by when seen from afar.' }),
  hidden: Type.Array(OneOf(VIEW_LAYERS, 'A layer.'), { maxItems: VIEW_LAYERS.length, uniqueItems: true, description: 'Layers it leaves out.' }),
  places: Type.Union([
    Type.Record(Type.String({ pattern: ID_PATTERN }), TileSchema, { additionalProperties: false, maxProperties: VIEW_PLACES_MAX }),
    Type.Null(),
  ], { description: 'Places of its own, server to tile: it then shows these servers only. Null: all servers, where they are.' }),
  extras: ExtrasSchema,
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

const PlacesPatchSchema = Type.Record(
  Type.String({ pattern: ID_PATTERN }), Type.Union([TileSchema, Type.Null()]),
  { additionalProperties: false, description: 'Places to set; null takes a server out.' },
);

/** Body of PATCH /api/views/{id}: JSON Merge Patch. */
export const ViewPatchSchema = patchOf({ ...writable, places: PlacesPatchSchema, extras: ExtrasPatchSchema }, 'ViewPatch');
