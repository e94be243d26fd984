import type { NewServer, StoredServer } from '../../contract/server.ts';
import { serverOf } from '../rows.ts';
import { clamped, LABEL_PIXELS, turned } from './geometry.ts';
import { htmlOf, plainOf } from './html.ts';
import { diagramIcon, meaningOfIcon } from './icons.ts';
import type { Fields } from './kept.ts';
import type { Noun } from './noun.ts';
import type { DiagramItem, PlacedItem } from './shape.ts';
import { cut, lineOf, THEIR_NAME_MAX, THEIR_TEXT_MAX } from './words.ts';

const PLACE = 'at.';
const ORIGIN = { x: 0, y: 0 };
export const NO_TIMES = { created_at: '', updated_at: '' };

/** An item and its place in the first view as one object: keys of the place begin with `at.`. */
export function withPlace(item: Fields, placed: Fields | undefined): Fields {
  const { id: _id, ...place } = placed ?? {};
  return { ...item, ...Object.fromEntries(Object.entries(place).map(([key, value]) => [PLACE + key, value])) };
}

/** The two of them again; null for the place of an item that has none. */
export function parted(both: Fields): { readonly item: Fields & { readonly id: string }; readonly placed: Fields | null } {
  const entries = Object.entries(both);
  const item = Object.fromEntries(entries.filter(([key]) => !key.startsWith(PLACE))) as Fields & { readonly id: string };
  const place = Object.fromEntries(entries.filter(([key]) => key.startsWith(PLACE)).map(([key, value]) => [key.slice(PLACE.length), value]));
  return { item, placed: 'tile' in place ? { id: item.id, ...place } : null };
}

type ItemWithPlace = Partial<DiagramItem> & { readonly 'at.tile'?: PlacedItem['tile']; readonly 'at.labelHeight'?: number };

/** Servers as items; those without a place in the first view where `isPlaced` says so. */
export const itemsNoun = (isPlaced: (server: string) => boolean): Noun<StoredServer> => ({
  list: 'servers',
  read(theirs) {
    const { name = '', description = '', icon, 'at.tile': tile, 'at.labelHeight': pixels = LABEL_PIXELS } = theirs as ItemWithPlace;
    const { type, look } = meaningOfIcon(icon);
    const height = pixels === LABEL_PIXELS ? 0 : clamped(pixels / LABEL_PIXELS, 0, 20);
    return {
      name: lineOf(name), notes: plainOf(description), type, look: { ...look, ...(height > 0 && { label_height: height }) },
      ...(tile !== undefined && { position: turned(tile) }),
    };
  },
  write({ id, name, notes, type, look, position }) {
    const description = htmlOf(notes, THEIR_TEXT_MAX);
    return {
      id, name: cut(name, THEIR_NAME_MAX), ...(description !== '' && { description }), icon: diagramIcon(look.icon ?? type, look.color),
      ...(isPlaced(id) && { 'at.tile': turned(position), 'at.labelHeight': look.label_height === undefined ? LABEL_PIXELS : pixelsOf(look.label_height) }),
    };
  },
  complete: (draft, id) => serverOf(draft, id, (draft as NewServer).position ?? ORIGIN, NO_TIMES),
});

/** To a thousandth, so that what was pixels is the same pixels again. */
export const pixelsOf = (tiles: number): number => Math.round(tiles * LABEL_PIXELS * 1_000) / 1_000;
