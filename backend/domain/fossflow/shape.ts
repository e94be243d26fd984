import { Type, type Static, type TProperties, type TSchema } from '@sinclair/typebox';
import { EXTRA_MAX_LENGTH, LABEL_MAX_LENGTH, LINE_LABELS_MAX, NAME_MAX_LENGTH, NOTES_MAX_LENGTH, VIEW_PLACES_MAX } from '../../contract/limits.ts';
import { TileSchema } from '../../contract/look.ts';

/** FossFLOW keeps keys it does not know; so do we. */
const open = <Properties extends TProperties>(properties: Properties) => Type.Object(properties, { additionalProperties: true });
const maybe = <Schema extends TSchema>(schema: Schema) => Type.Optional(schema);
const key = Type.String({ minLength: 1, maxLength: 500 });
const name = Type.String({ maxLength: NAME_MAX_LENGTH });
const text = Type.String({ maxLength: LABEL_MAX_LENGTH });
const words = Type.String({ maxLength: EXTRA_MAX_LENGTH });
const pixels = Type.Number({ minimum: -1e6, maximum: 1e6 });
const size = Type.Number({ minimum: 0, maximum: 1e6 });
const tile = open(TileSchema.properties);

const IconShape = open({ id: key, name: maybe(name), url: maybe(Type.String()), collection: maybe(words), isIsometric: maybe(Type.Boolean()), scale: maybe(size) });
const ColourShape = open({ id: key, value: Type.String({ maxLength: 100 }) });
const ItemShape = open({ id: key, name, description: maybe(Type.String({ maxLength: NOTES_MAX_LENGTH })), icon: maybe(key) });
const PlacedShape = open({ id: key, tile, labelHeight: maybe(pixels) });
const RectangleShape = open({ id: key, color: maybe(key), customColor: maybe(words), from: tile, to: tile });
const TextBoxShape = open({ id: key, tile, content: Type.String({ maxLength: 500 }), fontSize: maybe(size), orientation: maybe(Type.Unsafe<'X' | 'Y'>({ type: 'string', enum: ['X', 'Y'] })) });
const AnchorShape = open({ id: key, ref: open({ item: maybe(key), tile: maybe(tile), anchor: maybe(key) }) });
const LabelShape = open({
  id: maybe(key), text, position: Type.Number({ minimum: 0, maximum: 100 }), height: maybe(pixels),
  line: maybe(Type.Unsafe<'1' | '2'>({ type: 'string', enum: ['1', '2'] })), showLine: maybe(Type.Boolean()),
});
const ConnectorShape = open({
  id: key, color: maybe(key), customColor: maybe(words), width: maybe(size),
  style: maybe(Type.Unsafe<'SOLID' | 'DOTTED' | 'DASHED'>({ type: 'string', enum: ['SOLID', 'DOTTED', 'DASHED'] })),
  lineType: maybe(Type.Unsafe<'SINGLE' | 'DOUBLE' | 'DOUBLE_WITH_CIRCLE'>({ type: 'string', enum: ['SINGLE', 'DOUBLE', 'DOUBLE_WITH_CIRCLE'] })),
  showArrow: maybe(Type.Boolean()), anchors: Type.Array(AnchorShape, { minItems: 2, maxItems: 1_000 }), labels: maybe(Type.Array(LabelShape, { maxItems: LINE_LABELS_MAX })),
  description: maybe(text), startLabel: maybe(text), endLabel: maybe(text), startLabelHeight: maybe(pixels), centerLabelHeight: maybe(pixels), endLabelHeight: maybe(pixels),
});
const ViewShape = open({
  id: key, name, description: maybe(words), lastUpdated: maybe(words), items: Type.Array(PlacedShape, { maxItems: 1_000_000 }),
  rectangles: maybe(Type.Array(RectangleShape)), connectors: maybe(Type.Array(ConnectorShape)), textBoxes: maybe(Type.Array(TextBoxShape)),
});

/** A diagram as FossFLOW and Isoflow write it, with limits as wide as ours are. Source: the schemas of FossFLOW 1.10. */
export const DiagramShape = open({
  title: maybe(name), description: maybe(words), version: maybe(words), icons: maybe(Type.Array(IconShape)), colors: maybe(Type.Array(ColourShape)),
  items: Type.Array(ItemShape), views: Type.Array(ViewShape, { minItems: 1, maxItems: VIEW_PLACES_MAX }),
});

/** The compact form: a title, items as [name, icon, description], views as [[item, x, y] …, [from, to] …]. */
export const CompactShape = open({
  t: name, i: Type.Array(Type.Tuple([name, Type.String({ maxLength: 500 }), Type.String({ maxLength: NOTES_MAX_LENGTH })])),
  v: Type.Array(Type.Tuple([
    Type.Array(Type.Tuple([Type.Integer({ minimum: 0 }), TileSchema.properties.x, TileSchema.properties.y])),
    Type.Array(Type.Tuple([Type.Integer({ minimum: 0 }), Type.Integer({ minimum: 0 })])),
  ])),
});

export type Diagram = Static<typeof DiagramShape>;
export type DiagramIcon = Static<typeof IconShape>;
export type DiagramColour = Static<typeof ColourShape>;
export type DiagramItem = Static<typeof ItemShape>;
export type PlacedItem = Static<typeof PlacedShape>;
export type Rectangle = Static<typeof RectangleShape>;
export type TextBox = Static<typeof TextBoxShape>;
export type Anchor = Static<typeof AnchorShape>;
export type ConnectorLabel = Static<typeof LabelShape>;
export type Connector = Static<typeof ConnectorShape>;
export type DiagramView = Static<typeof ViewShape>;
export type Compact = Static<typeof CompactShape>;
