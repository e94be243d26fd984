import { areaTool, lineTool, textTool } from '../interaction/commands/draw-commands.ts';
import { arrange, redo, undo } from '../interaction/commands/edit-commands.ts';
import { connectTool, handTool, lassoTool } from '../interaction/commands/view-commands.ts';
import { t } from '../state/words.ts';
import { CommandButton } from './command-button.tsx';
import { usePage } from './page-context.ts';

/** What a drag on the map does, and the way back. */
export function ToolBar() {
  const page = usePage();
  const tool = page.tool.value;
  return (
    <div class="island bar bar--tools" role="toolbar" aria-label={t('tools')}>
      <CommandButton command={handTool} iconOnly pressed={tool === 'hand'} />
      <CommandButton command={lassoTool} iconOnly pressed={tool === 'lasso'} />
      <CommandButton command={connectTool} iconOnly pressed={tool === 'connect'} />
      <CommandButton command={areaTool} iconOnly pressed={tool === 'area'} />
      <CommandButton command={lineTool} iconOnly pressed={tool === 'line'} />
      <CommandButton command={textTool} iconOnly pressed={tool === 'text'} />
      {page.mayEdit ? <span class="bar__rule" /> : null}
      <CommandButton command={arrange} iconOnly pressed={page.isArranging.value} />
      <CommandButton command={undo} iconOnly />
      <CommandButton command={redo} iconOnly />
    </div>
  );
}
