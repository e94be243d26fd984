import type { Sentence } from '../contract/sentence.ts';
import { iconsWithoutRoom, type IncomingIcon } from '../domain/fitting-icons.ts';
import type { ImportItem } from '../domain/import-file.ts';
import type { Database } from './database.ts';
import { hasImage, keptOf, usedBytes } from './icon-images.ts';
import type { ImportSetting } from './import-plan.ts';

/**
 * The setting of an import without the icons that find no room, each named by a warning: what shows one shows the icon of its type. One that is kept
 * already stays as it is.
 */
export function withIconsThatFit(setting: ImportSetting, database: Database, warnings: Sentence[]): ImportSetting {
  const { tables, file, mode, images } = setting;
  const named = file.icons.map(({ pointer, id }): IncomingIcon => {
    const image = images.get(id);
    const hash = image === undefined ? '' : keptOf(image).image_hash;
    return { pointer, id, isKept: tables.icons.has(id), hash, newBytes: image === undefined || hasImage(database, hash) ? 0 : image.bytes.length };
  });
  const stay = mode === 'replace' ? named.filter(({ isKept }) => isKept).length : tables.icons.count();
  const left = iconsWithoutRoom(named, { icons: stay, bytes: usedBytes(database) });
  if (left.size === 0) return setting;
  warnings.push(...left.values());
  const icons = file.icons.flatMap((item): ImportItem<'icons'>[] => {
    if (!left.has(item.id)) return [item];
    const { image: _image, ...draft } = item.draft;
    return tables.icons.has(item.id) ? [{ ...item, draft }] : [];
  });
  return { ...setting, file: { ...file, icons }, images: new Map([...images].filter(([id]) => !left.has(id))) };
}
