import type { IconInFile } from '../../contract/icon.ts';
import { ICON_SCALE_MAX, ICON_SCALE_MIN } from '../../contract/limits.ts';
import { clamped } from './geometry.ts';
import { foreignIcon, ourIconIn } from './icons.ts';
import { isFields, isSame, type Fields } from './kept.ts';
import { limitedIcon } from './limits.ts';
import { OWN_KEY } from './noun.ts';
import type { DiagramIcon } from './shape.ts';
import { cut, lineOf, THEIR_NAME_MAX } from './words.ts';

/** The collection of what people brought themselves: FossFLOW keeps the icons of no other when it saves in the browser. */
export const OWN_COLLECTION = 'imported';

/** What travels with an icon of a diagram: of a row of ours what a diagram cannot say, or that we drew it and no row is meant. */
type Travelled = { readonly id?: string; readonly drawn?: true; readonly name?: string; readonly collection?: string; readonly keywords?: readonly string[] };

const travelledIn = (icon: Fields): Fields => (isFields(icon[OWN_KEY]) ? icon[OWN_KEY] : {});

/** An icon as ours that a diagram's is drawn from, without its picture. FossFLOW lays an icon on the floor that does not say how it stands. */
export function ownIconOf(icon: DiagramIcon): Fields & { readonly id: string } {
  const { id, name = id, collection = '', isIsometric = false, scale = 1 } = icon;
  const { id: own, drawn: _drawn, collection: ownCollection, ...travelled } = travelledIn(icon);
  return {
    name: lineOf(name), is_isometric: isIsometric, scale: clamped(scale, ICON_SCALE_MIN, ICON_SCALE_MAX), ...travelled,
    collection: ownCollection !== undefined && collection === OWN_COLLECTION ? ownCollection : cut(lineOf(collection), THEIR_NAME_MAX), id: typeof own === 'string' ? own : foreignIcon(id),
  };
}

/** The icon of a diagram of which nobody said anything but its id; its picture is drawn. */
export const drawnIcon = (id: string): DiagramIcon => ({ id, name: ourIconIn(id)?.icon ?? id, isIsometric: true, collection: OWN_COLLECTION });

/** Whether a picture in a diagram is one that we drew. */
export const isDrawn = (icon: DiagramIcon): boolean => travelledIn(icon)['drawn'] === true;

/** Whether an icon of a diagram was one of our rows. */
export const isTravelling = (icon: DiagramIcon): boolean => typeof travelledIn(icon)['id'] === 'string';

/** A row of ours as the icon of a diagram that has this id there; as `known` says it, as far as that means the same. */
export function pictureOfRow(id: string, row: IconInFile, known: DiagramIcon | undefined): DiagramIcon {
  const written = writtenIcon(id, row);
  if (known === undefined) return written;
  const [before, now] = [ownIconOf(known), ownIconOf(written)];
  const { name, isIsometric, scale, collection, [OWN_KEY]: travelled } = written as DiagramIcon & Fields;
  const { keywords } = isFields(travelled) ? travelled : {};
  return limitedIcon({
    ...known, url: row.image, ...(before['name'] !== now['name'] && { name }), ...(before['is_isometric'] !== now['is_isometric'] && { isIsometric }),
    ...(before['scale'] !== now['scale'] && { scale: scale ?? 1 }), ...(before['collection'] !== now['collection'] && { collection }), ...(keywords !== undefined && { [OWN_KEY]: { keywords } }),
  });
}

function writtenIcon(id: string, { id: own, name, collection, keywords, is_isometric: isIsometric, scale, image }: IconInFile): DiagramIcon {
  const short = cut(name, THEIR_NAME_MAX);
  const travelled: Travelled = {
    ...(own !== foreignIcon(id) && { id: own }), ...(short !== name && { name }), ...(collection !== OWN_COLLECTION && { collection }), ...(keywords.length > 0 && { keywords }),
  };
  return { id, name: short, url: image, collection: OWN_COLLECTION, isIsometric, ...(scale !== 1 && { scale }), ...(Object.keys(travelled).length > 0 && { [OWN_KEY]: travelled }) };
}

/** What of a diagram's icon the row made of it would not write again; null where that is nothing. The picture is the row's. */
export function unsaidOf({ url: _url, ...icon }: DiagramIcon, row: IconInFile): DiagramIcon | null {
  const { url: _picture, ...written } = writtenIcon(icon.id, row);
  const { [OWN_KEY]: _travelled, ...rest } = icon as DiagramIcon & Fields;
  return isSame(icon, written) ? null : rest;
}
