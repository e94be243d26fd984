import { addServer, arrange, redo, undo } from '../interaction/commands/edit-commands.ts';
import { exportFile, importFile, palette, shortcuts, theme, themeAuto, types } from '../interaction/commands/page-commands.ts';
import { lassoTool, problems } from '../interaction/commands/view-commands.ts';
import { t } from '../state/words.ts';
import { CommandButton } from './command-button.tsx';
import { DropMenu } from './drop-menu.tsx';
import { usePage } from './page-context.ts';

/** What is always at hand. On a phone it is the bar at the foot. */
export function ActionBar() {
  const page = usePage();
  const isNarrow = page.map.isNarrow.value;
  const rarer = isNarrow ? [undo, redo, arrange, importFile, exportFile, types, theme, shortcuts] : [importFile, exportFile, types, themeAuto, palette, shortcuts];
  return (
    <nav class="island bar bar--actions" aria-label={t('actions')}>
      <CommandButton command={addServer} kind="primary" iconOnly={page.map.size.value.width < 1100} />
      <CommandButton command={problems} iconOnly pressed={page.showsProblems.value} />
      {isNarrow ? <CommandButton command={lassoTool} iconOnly pressed={page.tool.value === 'lasso'} /> : <CommandButton command={theme} iconOnly />}
      {isNarrow ? <CommandButton command={palette} iconOnly /> : null}
      <DropMenu label={t('more')} commands={rarer} />
    </nav>
  );
}
