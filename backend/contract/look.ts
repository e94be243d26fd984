import { Type, type Static, type TSchema } from '@sinclair/typebox';
import { EXTRA_MAX_LENGTH, EXTRAS_MAX, ID_PATTERN, LABEL_MAX_LENGTH, LINE_LABELS_MAX, ORDER_MAX, POSITION_MAX, WAYPOINTS_MAX } from './limits.ts';
import { ARROWS, LINE_DASHES, LINE_PATTERNS } from './strokes.ts';
import { Colour, Id, Text } from './text.ts';

/** A place on the map, in tiles. */
export const TileSchema = Type.Object({
  x: Type.Number({ minimum: -POSITION_MAX, maximum: POSITION_MAX }),
  y: Type.Number({ minimum: -POSITION_MAX, maximum: POSITION_MAX }),
}, { additionalProperties: false, description: 'Place on the map, in tiles.' });
export type Tile = Static<typeof TileSchema>;


/** One of a list of words. */
export const OneOf = <const Words extends readonly string[]>(words: Words, description: string) =>
  Type.Unsafe<Words[number]>({ type: 'string', enum: [...words], description });

export const Order = Type.Integer({ minimum: -ORDER_MAX, maximum: ORDER_MAX, description: 'Painted later where higher; 0 unless told.' });
export const Locked = Type.Boolean({ description: 'Neither dragged nor arranged.' });

/** What other programs keep with a thing, by their name: brought back to them as it came, never read. */
export const ExtrasSchema = Type.Record(
  Type.String({ pattern: ID_PATTERN }), Type.String({ maxLength: EXTRA_MAX_LENGTH }),
  { additionalProperties: false, maxProperties: EXTRAS_MAX, description: 'What other programs keep with it: program to text.' },
);
export type Extras = Static<typeof ExtrasSchema>;
export const ExtrasPatchSchema = Type.Record(
  Type.String({ pattern: ID_PATTERN }), Type.Union([Type.String({ maxLength: EXTRA_MAX_LENGTH }), Type.Null()]),
  { additionalProperties: false, description: 'Extras to set; null takes one away.' },
);

const look = {
  icon: Id('Name of an icon, in the set or one of your own; that of its type if absent.'),
  color: Colour('Accent of its icon; that of its type if absent.'),
  label_height: Type.Number({ minimum: 0, maximum: 20, description: 'How far its name stands above it on a lead, in tiles; 0 = below its feet.' }),
  order: Order,
  locked: Locked,
};

/** How a server is drawn where that differs from its type. An absent key is the default. */
export const LookSchema = Type.Object(Type.Partial(Type.Object(look)).properties, { additionalProperties: false, description: 'How it is drawn where that differs from its type.' });
export type Look = Static<typeof LookSchema>;
export const LookPatchSchema = nullable(look);

const labelPlace = {
  position_percent: Type.Number({ minimum: 0, maximum: 100, description: 'Where on the line, from its start.' }),
  height: Type.Number({ minimum: -20, maximum: 20, description: 'How far above the line, in tiles.' }),
  lead: Type.Boolean({ description: 'A dotted lead joins it to the line; default true.' }),
  strand: Type.Integer({ minimum: 1, maximum: 2, description: 'Which line of a double one.' }),
};

/** One of the texts on a line. */
export const LineLabelSchema = Type.Object({
  text: Text('What it says.', LABEL_MAX_LENGTH), ...Type.Partial(Type.Object(labelPlace)).properties,
}, { additionalProperties: false });
export type LineLabel = Static<typeof LineLabelSchema>;

const stroke = {
  color: Colour('Of the line; that of its type if absent.'),
  width: Type.Number({ minimum: 0.01, maximum: 1, description: 'In tiles; 0.045 unless told.' }),
  dash: OneOf(LINE_DASHES, 'Default solid.'),
  pattern: OneOf(LINE_PATTERNS, 'Default single.'),
  arrow: OneOf(ARROWS, 'Which ends carry a head; default end.'),
  order: Order,
  labels: Type.Array(LineLabelSchema, { maxItems: LINE_LABELS_MAX }),
};
const line = { ...stroke, waypoints: Type.Array(TileSchema, { maxItems: WAYPOINTS_MAX, description: 'Tiles the line goes through, in order; routed by itself if there are none.' }) };

/** How a free line is drawn. */
export const StrokeSchema = Type.Object(Type.Partial(Type.Object(stroke)).properties, { additionalProperties: false, description: 'How it is drawn where that differs from the default.' });
export type Stroke = Static<typeof StrokeSchema>;
export const StrokePatchSchema = nullable(stroke);

/** How a connection is drawn where that differs from its type. */
export const LineStyleSchema = Type.Object(Type.Partial(Type.Object(line)).properties, { additionalProperties: false, description: 'How it is drawn where that differs from its type.' });
export type LineStyle = Static<typeof LineStyleSchema>;
export const LineStylePatchSchema = nullable(line);

/** A part of a merge patch: every key, or null for its default. */
function nullable(properties: Record<string, TSchema>) {
  const patch = Object.entries(properties).map(([key, schema]) => [key, Type.Optional(Type.Union([schema, Type.Null()]))] as const);
  return Type.Object(Object.fromEntries(patch), { additionalProperties: false });
}
