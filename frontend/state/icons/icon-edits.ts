import type { ImportReport } from '../../../backend/contract/export.ts';
import type { Look } from '../../../backend/contract/look.ts';
import { faultsOf, sentenceOf } from '../api.ts';
import type { Page } from '../page.ts';
import { many, t } from '../words.ts';
import { readFiles, type FileFault, type PickedImage } from './icon-files.ts';
import { slugOf } from './placing.ts';
import { isInSet } from './shown-icons.ts';

const fileOf = (rows: object): string => JSON.stringify({ format: 'unlimited-cluster', version: 1, ...rows });

/** How pictures become icons where they do not say themselves. */
export type UploadWish = { readonly isIsometric: boolean; readonly scale: number };
export type Progress = { readonly kind: 'reading'; readonly done: number; readonly of: number } | { readonly kind: 'sending'; readonly count: number };
export type Uploaded = { readonly added: number; readonly faults: readonly FileFault[]; readonly warnings: readonly string[] };

type Row = PickedImage & { readonly id: string };

/** Takes files in as icons, all in one change. What the daemon refuses is left out and told; the rest comes in. */
export async function uploadIcons(page: Page, files: readonly File[], wish: UploadWish, onProgress: (progress: Progress) => void): Promise<Uploaded> {
  onProgress({ kind: 'reading', done: 0, of: files.length });
  const { images, faults } = await readFiles(files, (done) => onProgress({ kind: 'reading', done, of: files.length }));
  const rows = withIds(page, images);
  const refused: FileFault[] = [...faults];
  if (rows.length === 0) return { added: 0, faults: refused, warnings: [] };
  onProgress({ kind: 'sending', count: rows.length });
  try {
    const { sound, faults: unsound } = await sift(page, rows, wish);
    refused.push(...unsound);
    if (sound.length === 0) return { added: 0, faults: refused, warnings: [] };
    const report = await importRows(page, sound, wish, false);
    page.edits.done(many('icons_added', report.added, sound[0]?.name ?? ''), 1);
    for (const { id } of sound.slice(0, 6).reverse()) page.icons.used(id);
    return { added: report.added, faults: refused, warnings: report.warnings };
  } catch (error) {
    return { added: 0, faults: [...refused, { name: '', why: sentenceOf(error) }], warnings: [] };
  }
}

/** Has the daemon fetch a picture of the web as an icon; answers what was cleaned away. Throws what it says against it. */
export async function iconFrom(page: Page, url: string, { isIsometric, scale }: UploadWish): Promise<readonly string[]> {
  const { id, name, warnings = [] } = await page.api.post<{ id: string; name: string; warnings?: readonly string[] }>('fetched-icons', { url, is_isometric: isIsometric, scale });
  page.edits.done(many('icons_added', 1, name), 1);
  page.icons.used(id);
  return warnings;
}

/** The rows that the daemon would take, and why not the others. */
async function sift(page: Page, rows: readonly Row[], wish: UploadWish): Promise<{ sound: readonly Row[]; faults: readonly FileFault[] }> {
  try {
    await importRows(page, rows, wish, true);
    return { sound: rows, faults: [] };
  } catch (error) {
    const byRow = new Map(faultsOf(error).flatMap(({ pointer, message }) => {
      const row = /^\/icons\/(\d+)/.exec(pointer)?.[1];
      return row === undefined ? [] : [[Number(row), message] as const];
    }));
    if (byRow.size === 0) throw error;
    return { sound: rows.filter((_, index) => !byRow.has(index)), faults: [...byRow].map(([index, why]) => ({ name: rows[index]?.name ?? '', why })) };
  }
}

function importRows(page: Page, rows: readonly Row[], wish: UploadWish, dryRun: boolean): Promise<ImportReport> {
  const icons = rows.map(({ id, name, collection, image, isIsometric }) =>
    ({ id, name, collection, image, is_isometric: isIsometric ?? wish.isIsometric, scale: wish.scale }));
  return page.api.call((client) => client.import(fileOf({ icons }), { dryRun, mode: 'merge' }));
}

/** Ids that neither an icon of the set, nor one of people's own, nor another of these has. */
function withIds(page: Page, images: readonly PickedImage[]): Row[] {
  const taken = new Set([...page.world?.icons.all() ?? []].map(({ id }) => id));
  return images.map((image) => {
    const base = slugOf(image.name) || 'icon';
    let id = base;
    for (let number = 2; taken.has(id) || isInSet(id); number++) id = `${base.slice(0, 56)}-${number}`;
    taken.add(id);
    return { ...image, id };
  });
}

/** Gives servers an icon in one change; null, and the icon of their type, take away what they had. */
export async function giveIcon(page: Page, ids: readonly string[], icon: string | null): Promise<void> {
  const { world } = page;
  if (world === null) return;
  if (icon !== null) page.icons.used(icon);
  const rows = ids.map((id) => ({ id, look: lookWith(world.indexOf(id), icon) }));
  try {
    if (rows.length === 1) await page.api.patch(`servers/${encodeURIComponent(ids[0] ?? '')}`, { look: { icon: rows[0]?.look.icon ?? null } });
    else await page.api.call((client) => client.import(fileOf({ servers: rows })));
    page.edits.done(many('done_changed_servers', ids.length, ids[0] ?? ''), 1);
  } catch (error) {
    page.notices.fault(sentenceOf(error));
  }

  /** The whole look: an import puts one in place of the other. */
  function lookWith(server: number, wanted: string | null): Look {
    const { icon: _before, ...rest } = world?.dressOf(server) ?? {};
    const isOfType = wanted === null || world?.typeOf(server)?.icon === wanted;
    return { ...rest, ...(world?.isLocked(server) === true && { locked: true }), ...(!isOfType && { icon: wanted }) };
  }
}

/** What of an icon can be changed. */
export type IconPatch = { readonly name?: string; readonly collection?: string; readonly is_isometric?: boolean; readonly scale?: number };

/** Changes one icon; throws what the daemon says against it. */
export async function changeIcon(page: Page, id: string, patch: IconPatch): Promise<void> {
  const { name } = await page.api.patch<{ name: string }>(`icons/${encodeURIComponent(id)}`, patch);
  page.edits.done(t('done_changed', name), 1);
}

/** Removes one icon; what showed it shows the icon of its type. */
export async function removeIcon(page: Page, id: string, title: string): Promise<void> {
  try {
    await page.api.delete(`icons/${encodeURIComponent(id)}`);
    page.edits.done(t('done_removed', title), 1);
  } catch (error) {
    page.notices.fault(sentenceOf(error));
  }
}
