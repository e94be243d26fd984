import type { Page } from '../../state/page.ts';
import { pasteBrought } from '../commands/clipboard-commands.ts';
import { runCommand } from '../commands/command.ts';
import { COMMANDS } from '../commands/registry.ts';
import { shortcutOf } from '../commands/shortcut.ts';

const byKeys = new Map(COMMANDS.flatMap((command) => (command.shortcuts ?? []).map((keys) => [keys, command] as const)));

/** Keys that may be pressed anywhere on the page, unless a field or a dialog has them. */
export function listenToShortcuts(page: Page, cancel: () => boolean): void {
  document.addEventListener('keydown', (event) => {
    if (event.defaultPrevented || event.isComposing || page.dialog.peek() !== null) return;
    if (event.key === 'Escape') { onEscape(page, cancel); return; }
    const keys = shortcutOf(event);
    if (isTyping(event) && !keys.startsWith('Mod+K')) return;
    // A button has its own Enter.
    if (keys === 'Enter' && document.activeElement instanceof HTMLButtonElement) return;
    const command = page.keys.peek() === 'all' || keys === '?' || !/^(Shift\+)?.$/u.test(keys) ? byKeys.get(keys) : undefined;
    if (command !== undefined && command.isNative !== true && runCommand(command, page)) event.preventDefault();
  });
}

/** One step back: what is under way, arranging, the menu, what is unfolded, the tool, the focus, the search, the problem list, the selection. */
function onEscape(page: Page, cancel: () => boolean): void {
  if (cancel() || page.icons.letGo()) return;
  if (page.isArranging.peek() && page.menu.peek() === null) {
    page.isArranging.value = false;
    page.port?.focus();
    return;
  }
  if (document.activeElement?.closest('.panel')) {
    page.port?.focus();
    return;
  }
  if (page.menu.peek() !== null) page.menu.value = null;
  else if (page.unfolded.peek() !== null) page.unfolded.value = null;
  else if (page.tool.peek() !== 'hand') page.tool.value = 'hand';
  else if (page.focus.on.peek() !== null) page.focus.end();
  else if (page.icons.isOpen.peek()) page.icons.close();
  else if (page.search.peek() !== '') page.search.value = '';
  else if (page.selection.size.peek() > 0) page.selection.clear();
  else if (page.showsProblems.peek()) page.showsProblems.value = false;
  else if (page.showsTable.peek()) page.showsTable.value = false;
  page.port?.focus();
}

/** What Ctrl+V brings, wherever on the page, unless a field or a dialog has it. */
export function listenToPaste(page: Page): void {
  document.addEventListener('paste', (event) => {
    if (!page.mayEdit || page.dialog.peek() !== null || isTyping(event)) return;
    event.preventDefault();
    pasteBrought(page, event.clipboardData?.getData('text/plain') ?? '');
  });
}

function isTyping(event: Event): boolean {
  const { target } = event;
  return target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement;
}
