import type { Page } from '../../state/page.ts';
import { isOffered, targetOf, type Command } from './command.ts';
import { ALIGNMENTS, alignMenu, bringToFront, lock, sendToBack, snap } from './arrange-commands.ts';
import { copy, cut, duplicate, paste } from './clipboard-commands.ts';
import { areaTool, lineTool, textTool } from './draw-commands.ts';
import { addServer, arrange, connectSelected, edit, editOne, icons, maintenance, makeCluster, poll, reconnect, redo, remove, reverse, undo } from './edit-commands.ts';
import { copyViewLink, focusNeighbours, hopsFewer, hopsMore, look, minimap, nextResult, previousResult, takeOutOfView, views } from './explore-commands.ts';
import { listNetworks, makeNetwork, showNetworks } from './network-commands.ts';
import { exportFile, exportPicture, importFile, palette, search, shortcuts, theme, themeAuto, types } from './page-commands.ts';
import { nextServer, previousServer, selectAll, selectMenu } from './select-commands.ts';
import { connectTool, focusSelection, freehandTool, handTool, lassoTool, problems, showAll, table, zoomIn, zoomOut } from './view-commands.ts';

const inMenu = ({ menu = [] }: Command): readonly Command[] => menu.filter((command) => command !== selectAll);

/** Every command, in the order menus and the palette show them. */
export const COMMANDS: readonly Command[] = [
  addServer, icons, connectSelected, makeCluster, makeNetwork, areaTool, textTool, lineTool,
  edit, reverse, reconnect, maintenance, poll,
  cut, copy, paste, duplicate,
  arrange, alignMenu, ...ALIGNMENTS, bringToFront, sendToBack, lock, snap,
  editOne, selectAll, selectMenu, ...inMenu(selectMenu), nextServer, previousServer,
  focusSelection, focusNeighbours, hopsMore, hopsFewer, showAll, zoomIn, zoomOut, problems, table, nextResult, previousResult, views, copyViewLink, look, minimap, showNetworks,
  handTool, lassoTool, freehandTool, connectTool,
  search, palette, importFile, exportFile, exportPicture, types, listNetworks, theme, themeAuto, shortcuts,
  undo, redo, takeOutOfView, remove,
];

/** What a menu offers for the present selection. */
export const commandsFor = (page: Page): readonly Command[] => {
  const target = targetOf(page);
  return COMMANDS.filter((command) => command.targets.includes(target) && isOffered(command, page));
};
