import type { Page } from '../../state/page.ts';
import type { ItemKind } from '../../state/selection.ts';
import { t } from '../../state/words.ts';

/** What a command is about: the map itself, selected servers (whatever else is selected with them), or one or several other things. */
export type Target = 'map' | 'server' | 'servers' | 'connections' | 'items' | ItemKind;

/** Names of icons are the page's; a command only says which. */
export type CommandIcon =
  | 'add' | 'align_upper_left' | 'align_x_middle' | 'align_lower_right' | 'align_upper_right' | 'align_y_middle' | 'align_lower_left' | 'distribute_x' | 'distribute_y'
  | 'copy' | 'cut' | 'freehand' | 'lock' | 'paste' | 'snap' | 'swap' | 'to_back' | 'to_front'
  | 'area' | 'arrange' | 'bookmark' | 'chevron_down' | 'chevron_up' | 'clock' | 'cluster' | 'command' | 'connect' | 'contrast' | 'delete' | 'download' | 'edit' | 'fit' | 'focus'
  | 'hand' | 'help' | 'icons' | 'lasso' | 'layers' | 'line' | 'link' | 'map' | 'neighbours' | 'network' | 'text'
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
  readonly group: 'make' | 'edit' | 'clipboard' | 'arrange' | 'live' | 'select' | 'view' | 'file' | 'page' | 'remove';
  /** Offered only to who may edit. */
  readonly edits?: boolean;
  /** Its keys make an event of the browser's own, which the page hears: they must not be taken from it. */
  readonly isNative?: boolean;
  /** Commands that it unfolds in a menu. It does nothing itself; the palette has those. */
  readonly menu?: readonly Command[];
  /** What exactly it would do now, for the tooltip of its button. */
  hint?(page: Page): string;
  /** Whether it has any meaning now; always, unless said. */
  isShown?(page: Page): boolean;
  isEnabled(page: Page): boolean;
  run(page: Page): void | Promise<void>;
};

export const labelOf = (command: Command, page: Page): string => (typeof command.label === 'string' ? command.label : command.label(page));
export const iconOf = (command: Command, page: Page): CommandIcon | undefined => (typeof command.icon === 'function' ? command.icon(page) : command.icon);

/** What is selected now, as commands name it. */
export function targetOf(page: Page): Target {
  const servers = page.selection.servers.value.size;
  if (servers > 0) return servers === 1 ? 'server' : 'servers';
  const items = page.selection.items.value;
  const [first] = items;
  if (first === undefined) return 'map';
  if (items.length === 1) return first.kind;
  return items.every(({ kind }) => kind === 'connection') ? 'connections' : 'items';
}

export const isOffered = (command: Command, page: Page): boolean => (command.edits !== true || page.mayEdit) && command.isShown?.(page) !== false;

/** Runs it if it may run now; tells whether it did. */
export function runCommand(command: Command, page: Page): boolean {
  if (!isOffered(command, page) || !command.isEnabled(page)) return false;
  void command.run(page);
  return true;
}

/** Runs what is fetched when first asked for: the map does not wait for it. */
export async function fetched<Module>(page: Page, fetch: () => Promise<Module>, run: (module: Module) => unknown): Promise<void> {
  let module: Module;
  try {
    module = await fetch();
  } catch {
    page.notices.fault(t('fault_chunk'));
    return;
  }
  await run(module);
}
