import type { IconInFile } from '../../contract/icon.ts';
import { IMPORT_ROW_SCHEMAS } from '../../contract/import.ts';
import { say, type Sentence } from '../../contract/sentence.ts';
import { compile } from '../../contract/validate.ts';
import type { FaultList } from '../fault-list.ts';
import { dataUrlOf } from '../icon-image/data-url.ts';
import { readIconImage } from '../icon-image/icon-image.ts';
import { ImageFault } from '../icon-image/image-fault.ts';
import type { RawRow } from '../import-file.ts';
import type { LocatedDiagram } from './diagram.ts';
import { isForeignIcon } from './icons.ts';
import { OWN_KEY } from './noun.ts';
import { isDrawn, isTravelling, ownIconOf } from './own-icons.ts';
import type { DiagramIcon } from './shape.ts';

/** Names that one warning lists. */
const LISTED = 10;

export type IconsRead = { readonly rows: readonly RawRow[]; readonly icons: ReadonlyMap<string, IconInFile> };

const checkRow = compile(IMPORT_ROW_SCHEMAS.icons);

/**
 * The pictures of a diagram as icons of ours, by the ids that they have there: of its own icons those that something shows, and what were rows of ours. A
 * picture that cannot be an icon is left out and named; so is what has none.
 */
export function readIcons({ facts: { icons = [] }, items }: LocatedDiagram, faults: FaultList, warnings: Sentence[]): IconsRead {
  const used = new Set(items.flatMap(({ value: { icon } }) => (icon === undefined ? [] : [icon])));
  const read = new Map<string, IconInFile>();
  const rows = new Map<string, RawRow>();
  const cleaned: string[] = [];
  icons.forEach((icon, index) => {
    if (read.has(icon.id) || !(isTravelling(icon) || (used.has(icon.id) && isForeignIcon(icon.id) && !isDrawn(icon)))) return;
    const pointer = `/icons/${index}`;
    const row = pictured(icon, pointer, cleaned, warnings);
    if (row === null) return;
    const flaws = checkRow(row);
    for (const flaw of flaws) faults.add(`${pointer}/${OWN_KEY}${flaw.pointer}`, flaw.message);
    if (flaws.length > 0) return;
    const whole = { keywords: [], ...row } as unknown as IconInFile;
    read.set(icon.id, whole);
    if (!rows.has(whole.id)) rows.set(whole.id, { pointer, value: row });
  });
  if (cleaned.length > 0) warnings.push(say('fossflow_cleaned', { names: listed(cleaned), count: cleaned.length }));
  const plain = [...used].filter((id) => isForeignIcon(id) && !read.has(id)).toSorted();
  if (plain.length > 0) warnings.push(say('fossflow_icons', { names: listed(plain), count: plain.length }));
  return { rows: [...rows.values()], icons: read };
}

const listed = (names: readonly string[]): string[] => names.slice(0, LISTED).map((name) => JSON.stringify(name));

/** The row of an icon with its picture cleaned; null where it has none, or one that is not taken. */
function pictured(icon: DiagramIcon, pointer: string, cleaned: string[], warnings: Sentence[]): Readonly<Record<string, unknown>> | null {
  const { id, url = '' } = icon;
  if (url === '') return null;
  try {
    const { image: { media_type: type, bytes }, warnings: gone } = readIconImage(url);
    if (gone.length > 0) cleaned.push(id);
    return { ...ownIconOf(icon), image: dataUrlOf(type, bytes) };
  } catch (error) {
    if (!(error instanceof ImageFault)) throw error;
    warnings.push(say('fossflow_picture', { pointer: `${pointer}/url`, why: error.sentence, id: JSON.stringify(id) }));
    return null;
  }
}
