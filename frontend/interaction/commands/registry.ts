import type { Page } from '../../state/page.ts';
import { isOffered, targetOf, type Command } from './command.ts';
import { areaTool, lineTool, textTool } from './draw-commands.ts';
import { addServer, arrange, connectSelected, edit, editOne, maintenance, makeCluster, poll, redo, remove, undo } from './edit-commands.ts';
import { copyViewLink, focusNeighbours, hopsFewer, hopsMore, look, minimap, nextResult, previousResult, views } from './explore-commands.ts';
import { exportFile, exportPicture, importFile, palette, search, shortcuts, theme, themeAuto, types } from './page-commands.ts';
import { connectTool, focusSelection, handTool, lassoTool, problems, selectAll, selectNeighbours, selectSameType, showAll, table, zoomIn, zoomOut } from './view-commands.ts';

/** Every command, in the order menus and the palette show them. */
export const COMMANDS: readonly Command[] = [
  addServer, connectSelected, makeCluster, areaTool, textTool, lineTool,
  edit, arrange, maintenance, poll,
  editOne, selectAll, selectNeighbours, selectSameType,
  focusSelection, focusNeighbours, hopsMore, hopsFewer, showAll, zoomIn, zoomOut, problems, table, nextResult, previousResult, views, copyViewLink, look, minimap,
  handTool, lassoTool, connectTool,
  search, palette, importFile, exportFile, exportPicture, types, theme, themeAuto, shortcuts,
  undo, redo, remove,
];

/** What a menu offers for the present selection. */
export const commandsFor = (page: Page): readonly Command[] => {
  const target = targetOf(page);
  return COMMANDS.filter((command) => command.targets.includes(target) && isOffered(command, page));
};
