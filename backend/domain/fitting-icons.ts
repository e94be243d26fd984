import { ICON_IMAGES_MAX_BYTES, ICONS_MAX } from '../contract/limits.ts';
import { say, type Sentence } from '../contract/sentence.ts';

/** An icon of a file: whether one of that id is kept already, and the bytes of its image that are not kept yet. */
export type IncomingIcon = { readonly pointer: string; readonly id: string; readonly isKept: boolean; readonly hash: string; readonly newBytes: number };

/** How many icons are kept beside those of the file, and the bytes of the images of all. */
export type KeptIcons = { readonly icons: number; readonly bytes: number };

/** Icons of a file that find no room, by their ids: why. In the order of the file, so that the first stay. */
export function iconsWithoutRoom(incoming: readonly IncomingIcon[], kept: KeptIcons): Map<string, Sentence> {
  const left = new Map<string, Sentence>();
  const hashes = new Set<string>();
  let { icons, bytes } = kept;
  for (const { pointer, id, isKept, hash, newBytes } of incoming) {
    const more = hashes.has(hash) ? 0 : newBytes;
    if (!isKept && icons >= ICONS_MAX) left.set(id, say('icon_no_place', { pointer, id: JSON.stringify(id), limit: ICONS_MAX }));
    else if (bytes + more > ICON_IMAGES_MAX_BYTES) left.set(id, say('icon_no_room', { pointer, id: JSON.stringify(id), bytes: more, limit: ICON_IMAGES_MAX_BYTES, left: Math.max(0, ICON_IMAGES_MAX_BYTES - bytes) }));
    else {
      if (!isKept) icons += 1;
      bytes += more;
      if (hash !== '') hashes.add(hash);
    }
  }
  return left;
}
