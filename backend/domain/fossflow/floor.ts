import type { Area } from '../../contract/area.ts';
import type { FloorText } from '../../contract/floor-text.ts';
import type { Tile } from '../../contract/look.ts';
import { areaOf, floorTextOf } from '../rows.ts';
import type { Palette } from './colours.ts';
import { clamped, turned } from './geometry.ts';
import { NO_TIMES } from './items.ts';
import type { Noun } from './noun.ts';
import type { Rectangle, TextBox } from './shape.ts';
import { cut, lineOf, THEIR_NAME_MAX } from './words.ts';

const SIZE = 0.6;

/** Areas as rectangles of a view; `view` is its id of ours, null for the first. */
export const rectanglesNoun = (palette: Palette, view: string | null): Noun<Area> => ({
  list: 'areas',
  read(theirs) {
    const { from, to, ...look } = theirs as Rectangle;
    return { color: palette.read(look) ?? palette.first, ...corners(turned(from), turned(to)), view };
  },
  write: ({ id, color, from, to }) => ({ id, color: palette.idOf(color), from: turned(to), to: turned(from) }),
  complete: (draft, id) => areaOf(draft, id, NO_TIMES),
});

const corners = (a: Tile, b: Tile): { readonly from: Tile; readonly to: Tile } => ({
  from: { x: Math.min(a.x, b.x), y: Math.min(a.y, b.y) }, to: { x: Math.max(a.x, b.x), y: Math.max(a.y, b.y) },
});

/** Texts on the floor as text boxes. Along FossFLOW's x, up to the right, is along our y. */
export const textBoxesNoun = (view: string | null): Noun<FloorText> => ({
  list: 'texts',
  read(theirs) {
    const { tile, content, fontSize = SIZE, orientation = 'X' } = theirs as TextBox;
    return { name: lineOf(content), position: turned(tile), size: clamped(fontSize, 0.1, 20), orientation: orientation === 'X' ? 'y' : 'x', is_bold: true, view };
  },
  write: ({ id, name, position, size, orientation }) => ({
    id, tile: turned(position), content: cut(name, THEIR_NAME_MAX), fontSize: size, orientation: orientation === 'y' ? 'X' : 'Y',
  }),
  complete: (draft, id) => floorTextOf(draft, id, NO_TIMES),
});
