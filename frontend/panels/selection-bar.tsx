import { connectSelected, edit, maintenance, makeCluster, remove } from '../interaction/commands/edit-commands.ts';
import { many, t } from '../state/words.ts';
import { Button } from '../ui/button.tsx';
import { CommandButton } from './command-button.tsx';
import { usePage } from './page-context.ts';

/** What can be done with several selected servers while their panel is put away. */
export function SelectionBar() {
  const page = usePage();
  const count = page.selection.servers.value.size;
  if (count < 2 || !page.isPanelClosed.value || page.map.isNarrow.value) return null;
  return (
    <div class="island bar bar--selection" role="toolbar" aria-label={t('selection')}>
      <span class="bar__label">{many('selected', count)}</span>
      <CommandButton command={connectSelected} kind="primary" />
      <CommandButton command={makeCluster} />
      <CommandButton command={edit} iconOnly />
      <CommandButton command={maintenance} iconOnly />
      <CommandButton command={remove} kind="danger" iconOnly />
      <Button label={t('select_none')} icon="close" iconOnly onClick={() => page.selection.clear()} />
    </div>
  );
}
