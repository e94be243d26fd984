import { snap } from '../interaction/commands/arrange-commands.ts';
import { paste } from '../interaction/commands/clipboard-commands.ts';
import { addServer, arrange, icons, redo, undo } from '../interaction/commands/edit-commands.ts';
import { listNetworks, showNetworks } from '../interaction/commands/network-commands.ts';
import { exportFile, importFile, palette, shortcuts, theme, themeAuto, types } from '../interaction/commands/page-commands.ts';
import { selectAll } from '../interaction/commands/select-commands.ts';
import { connectTool, freehandTool, lassoTool, problems } from '../interaction/commands/view-commands.ts';
import { t } from '../state/words.ts';
import { CommandButton } from './command-button.tsx';
import { DropMenu } from './drop-menu.tsx';
import { usePage } from './page-context.ts';

/** What is always at hand. On a phone it is the bar at the foot. */
export function ActionBar() {
  const page = usePage();
  const isNarrow = page.map.isNarrow.value;
  const rarer = isNarrow ? [undo, redo, selectAll, paste, freehandTool, connectTool, snap, arrange, icons, importFile, exportFile, types, listNetworks, showNetworks, theme, shortcuts] : [importFile, exportFile, types, listNetworks, showNetworks, themeAuto, palette, shortcuts];
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
