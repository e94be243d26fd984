import { DEFAULT_COLOUR, hexOf } from './colours.ts';
import type { Fields } from './kept.ts';
import type { DiagramColour, DiagramIcon } from './shape.ts';
import { cut, THEIR_NAME_MAX, THEIR_TEXT_MAX } from './words.ts';

/** Characters that FossFLOW takes of each text; it refuses a whole file for one more. Source: the schemas of FossFLOW 1.10. */
const LONGEST: Readonly<Record<string, number>> = {
  name: THEIR_NAME_MAX, title: THEIR_NAME_MAX, content: THEIR_NAME_MAX, collection: THEIR_NAME_MAX, description: THEIR_TEXT_MAX, startLabel: THEIR_TEXT_MAX, endLabel: THEIR_TEXT_MAX, version: 10,
};
const MOMENT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?Z$/;

/** An object as FossFLOW takes it: texts cut, and no time that is none. */
export const limited = (fields: Fields): Fields => Object.fromEntries(Object.entries(fields).filter(([key, value]) => key !== 'lastUpdated' || (typeof value === 'string' && MOMENT.test(value)))
  .map(([key, value]) => [key, typeof value === 'string' && LONGEST[key] !== undefined ? cut(value, LONGEST[key]) : value]));

/** A colour as FossFLOW takes it: seven characters. */
export const limitedColour = (colour: DiagramColour): DiagramColour => ({ ...colour, value: colour.value.length > 7 ? hexOf(colour.value) ?? DEFAULT_COLOUR : colour.value });

/** An icon as FossFLOW takes it: with a name and a picture, from a tenth to three times its size. */
export function limitedIcon({ name, url = '', scale, ...icon }: DiagramIcon): DiagramIcon & { readonly name: string; readonly url: string } {
  return { ...limited(icon) as DiagramIcon, name: cut(name ?? icon.id, THEIR_NAME_MAX), url, ...(scale !== undefined && { scale: Math.min(3, Math.max(0.1, scale)) }) };
}
