import type { Page } from '../../state/page.ts';

/** What a command is about: the map itself, one or several selected servers, a selected connection, cluster or drawing. */
export type Target = 'map' | 'server' | 'servers' | 'connection' | 'cluster' | 'area' | 'text' | 'line';

/** Names of icons are the page's; a command only says which. */
export type CommandIcon =
  | 'add' | 'area' | 'arrange' | 'bookmark' | 'chevron_down' | 'chevron_up' | 'clock' | 'cluster' | 'command' | 'connect' | 'contrast' | 'delete' | 'download' | 'edit' | 'fit' | 'focus'
  | 'hand' | 'help' | 'lasso' | 'layers' | 'line' | 'link' | 'map' | 'neighbours' | 'text'
  | 'list' | 'maintenance' | 'minus' | 'moon' | 'problems' | 'redo' | 'refresh' | 'search' | 'select_all' | 'server' | 'sun' | 'types' | 'undo' | 'upload' | 'close';

/**
 * One thing a person can do, told once: the toolbar, context menus, the palette, the keyboard and the shortcut sheet all
 * read this. Texts are keys of the words, without the page's prefix.
 */
export type Command = {
  readonly id: string;
  readonly label: string | ((page: Page) => string);
  readonly icon?: CommandIcon | ((page: Page) => CommandIcon);
  /** Keys that run it, the first one shown: `Mod+Z` (Ctrl, or ⌘ on a Mac), `Shift+Z`, `Delete`, `N`, `?`. */
  readonly shortcuts?: readonly string[];
  /** Where a menu offers it. Everything is in the palette. */
  readonly targets: readonly Target[];
  readonly group: 'make' | 'edit' | 'live' | 'select' | 'view' | 'file' | 'page' | 'remove';
  /** Offered only to who may edit. */
  readonly edits?: boolean;
  isEnabled(page: Page): boolean;
  run(page: Page): void | Promise<void>;
};

export const labelOf = (command: Command, page: Page): string => (typeof command.label === 'string' ? command.label : command.label(page));
export const iconOf = (command: Command, page: Page): CommandIcon | undefined => (typeof command.icon === 'function' ? command.icon(page) : command.icon);

/** What is selected now, as commands name it. */
export function targetOf(page: Page): Target {
  const servers = page.selection.servers.value.size;
  if (servers > 0) return servers === 1 ? 'server' : 'servers';
  return page.selection.item.value?.kind ?? 'map';
}

export const isOffered = (command: Command, page: Page): boolean => command.edits !== true || page.mayEdit;

/** Runs it if it may run now; tells whether it did. */
export function runCommand(command: Command, page: Page): boolean {
  if (!isOffered(command, page) || !command.isEnabled(page)) return false;
  void command.run(page);
  return true;
}
