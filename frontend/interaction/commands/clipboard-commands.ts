import type { Page } from '../../state/page.ts';
import { meantTile } from '../pointer-tile.ts';
import { fetched, type Command, type Target } from './command.ts';

const TARGETS: readonly Target[] = ['server', 'servers', 'cluster', 'items', 'area', 'text', 'line'];
/** Fetched when first used. */
const clipping = () => import('../clipping/clipping.ts');

/** Something is selected that a copy can hold, and no text that the reader marked would be copied instead. */
const canCopy = (page: Page): boolean => {
  const { servers, items } = page.selection;
  return (servers.value.size > 0 || items.value.some(({ kind }) => kind !== 'connection')) && getSelection()?.isCollapsed !== false;
};

export const copy: Command = {
  id: 'copy', label: 'copy', icon: 'copy', shortcuts: ['Mod+C'], targets: TARGETS, group: 'clipboard',
  isEnabled: canCopy,
  run: (page) => fetched(page, clipping, ({ copySelection }) => copySelection(page)),
};

export const cut: Command = {
  id: 'cut', label: 'cut', icon: 'cut', shortcuts: ['Mod+X'], targets: TARGETS, group: 'clipboard', edits: true,
  isEnabled: canCopy,
  run: (page) => fetched(page, clipping, ({ cutSelection }) => cutSelection(page)),
};

export const paste: Command = {
  id: 'paste', label: 'paste', icon: 'paste', shortcuts: ['Mod+V'], isNative: true, targets: ['map'], group: 'clipboard', edits: true,
  isEnabled: () => true,
  run(page) {
    const at = meantTile(page);
    return fetched(page, clipping, ({ pasteClipboard }) => pasteClipboard(page, at));
  },
};

export const duplicate: Command = {
  id: 'duplicate', label: 'duplicate', icon: 'copy', shortcuts: ['Mod+D'], targets: TARGETS, group: 'clipboard', edits: true,
  isEnabled: canCopy,
  run: (page) => fetched(page, clipping, ({ duplicateSelection }) => duplicateSelection(page)),
};

/** What the browser brings with Ctrl+V. */
export function pasteBrought(page: Page, text: string): void {
  const at = meantTile(page);
  void fetched(page, clipping, ({ pasteText }) => pasteText(page, text, at));
}
