import type { Page, ToolName } from '../../state/page.ts';
import type { Command, CommandIcon } from './command.ts';

/** A tool that draws. Chosen again, the hand is back. */
const tool = (name: ToolName, icon: CommandIcon, shortcut: string): Command => ({
  id: `${name}-tool`, label: `tool_${name}`, icon, shortcuts: [shortcut], targets: [], group: 'make', edits: true,
  isEnabled: () => true,
  run: (page: Page) => void (page.tool.value = page.tool.peek() === name ? 'hand' : name),
});

export const areaTool = tool('area', 'area', 'A');
export const textTool = tool('text', 'text', 'W');
export const lineTool = tool('line', 'line', 'Shift+X');
