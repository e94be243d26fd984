import { sentenceOf } from '../../state/api.ts';
import { copiedServers, COPY_MOST, gatherCopy } from '../../state/copying.ts';
import { readCopied, type Copied } from '../../state/copied.ts';
import type { Page } from '../../state/page.ts';
import { pasteOf, type PasteAt, type Secrets } from '../../state/pasting.ts';
import { amountsText, removedText, removingOf, sizeOf } from '../../state/removal.ts';
import { many, t } from '../../state/words.ts';

/** Copies the selection, then removes it; nothing of it where some is locked. */
export async function cutSelection(page: Page): Promise<void> {
  const world = page.world;
  if (world === null) return;
  const { removal, locked } = removingOf(world, page.selection);
  if (locked > 0) { page.notices.fault(many('locked_stay', locked)); return; }
  if (await copySelection(page) && sizeOf(removal) > 0) await page.edits.remove(removal, removedText(world, removal));
}

/** Adds the selection once more, beside itself. */
export async function duplicateSelection(page: Page): Promise<void> {
  if (isTooMuch(page)) return;
  try {
    await addCopy(page, await gatherCopy(page), 'beside');
  } catch (error) {
    page.notices.fault(sentenceOf(error));
  }
}

/** Pastes what the clipboard holds at a tile, where the browser tells. */
export async function pasteClipboard(page: Page, at: PasteAt): Promise<void> {
  const text = await page.clipboard.read();
  if (text === '') page.notices.fault(t('paste_by_key'));
  else await pasteText(page, text, at);
}

/** Pastes a text from the clipboard at a tile; one that is not of a map changes nothing and is said to be so. */
export async function pasteText(page: Page, text: string, at: PasteAt): Promise<void> {
  const copied = readCopied(text);
  if (copied === null) page.notices.fault(t('paste_not_ours'));
  else if (copied.servers.length > COPY_MOST) page.notices.fault(t('copy_too_much', COPY_MOST));
  else await addCopy(page, copied, at);
}

/** Copies the selection to the clipboard, and tells so; true once it is there. */
export async function copySelection(page: Page): Promise<boolean> {
  if (isTooMuch(page)) return false;
  try {
    const gathered = gatherCopy(page);
    const isWritten = await page.clipboard.write(gathered.then((copied) => JSON.stringify(copied)));
    page.notices.done(isWritten ? t('done_copied', amountsText(await gathered)) : t('copied_here_only', amountsText(await gathered)));
    return true;
  } catch (error) {
    page.notices.fault(sentenceOf(error));
    return false;
  }
}

function isTooMuch(page: Page): boolean {
  const isMore = copiedServers(page).size > COPY_MOST;
  if (isMore) page.notices.fault(t('copy_too_much', COPY_MOST));
  return isMore;
}

/** Adds a copy in one change, tells of it, and selects it once it is there. */
async function addCopy(page: Page, copied: Copied, at: PasteAt): Promise<void> {
  const secrets = await secretsFor(page, copied);
  const world = page.world;
  if (world === null) return;
  const { rows, servers, lacksSecrets } = pasteOf(world, copied, at, secrets);
  const amounts = amountsText(rows);
  const text = at === 'beside' ? t('done_duplicated', amounts) : t('done_pasted', amounts);
  if (!await page.edits.add(rows, lacksSecrets ? `${text} ${t('paste_without_secrets')}` : text)) return;
  await page.views.takeIn(rows.servers);
  page.selection.set(await page.whenKnown(servers));
}

/** The stored secrets that pasted sources may name: those this daemon has, for who may act; none otherwise. */
async function secretsFor(page: Page, { servers }: Copied): Promise<Secrets> {
  const isNamed = servers.some(({ source }) => source !== undefined && 'credential' in source);
  if (!isNamed || !page.session.rights.has('act')) return new Set();
  const known = new Set<string>();
  try {
    for await (const { id } of page.api.client.credentials.each()) known.add(id);
  } catch {
    // Then they are pasted without, and the reader is told so.
  }
  return known;
}
