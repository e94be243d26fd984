import { faultsOf, sentenceOf } from '../../state/api.ts';
import { copiedServers, COPY_MOST, gatherCopy } from '../../state/copying.ts';
import { readCopied, type Copied } from '../../state/copied.ts';
import { fileOf } from '../../state/edits.ts';
import type { Page } from '../../state/page.ts';
import { pasteOf, type PasteAt, type Pasted, type Secrets, type Taken } from '../../state/pasting.ts';
import { amountsText, removedText, removingOf, sizeOf } from '../../state/removal.ts';
import type { SelectedItem } from '../../state/selection.ts';
import { many, t } from '../../state/words.ts';

/** So often a copy is renamed whose names turn out to be taken. */
const MOST_TRIES = 20;

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
  else {
    try {
      await addCopy(page, copied, at);
    } catch (error) {
      page.notices.fault(sentenceOf(error));
    }
  }
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
  const { world } = page;
  if (world === null) return;
  const taken: Taken = new Set();
  for (let tries = 0; ; tries++) {
    const { rows, servers, lacksSecrets } = pasteOf(world, copied, at, secrets, taken);
    const amounts = amountsText(rows);
    const text = at === 'beside' ? t('done_duplicated', amounts) : t('done_pasted', amounts);
    const told = lacksSecrets ? `${text} ${t('paste_without_secrets')}` : text;
    try {
      await page.api.call((client) => client.import(fileOf(rows), { mode: 'add', summary: told }));
    } catch (error) {
      const found = takenIn(rows, error);
      if (found.length === 0 || tries === MOST_TRIES) throw error;
      for (const id of found) taken.add(id);
      continue;
    }
    page.edits.done(told, 1 + await page.views.takeIn(rows.servers));
    page.selection.choose(await page.whenKnown(servers), itemsOf(rows));
    return;
  }
}

/** Ids that are there although this page does not see them, outside its view or since a moment: rows that were refused as such, and nothing else was. */
function takenIn(rows: Pasted['rows'], error: unknown): string[] {
  const found = faultsOf(error).map(({ pointer }) => {
    const [, list = '', place = ''] = /^\/(\w+)\/(\d+)$/.exec(pointer) ?? [];
    return (rows as Readonly<Record<string, readonly { readonly id?: string }[] | undefined>>)[list]?.[Number(place)]?.id;
  });
  return found.every((id) => id !== undefined) ? found : [];
}

const itemsOf = ({ areas, texts, lines }: Pasted['rows']): SelectedItem[] => [
  ...areas.map(({ id }): SelectedItem => ({ kind: 'area', id })), ...texts.map(({ id }): SelectedItem => ({ kind: 'text', id })), ...lines.map(({ id }): SelectedItem => ({ kind: 'line', id })),
];

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
