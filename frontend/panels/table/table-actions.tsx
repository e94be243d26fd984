import { connectSelected, edit, maintenance, makeCluster, poll, remove } from '../../interaction/commands/edit-commands.ts';
import { many, t } from '../../state/words.ts';
import { Button } from '../../ui/button.tsx';
import { CommandButton } from '../command-button.tsx';
import { usePage } from '../page-context.ts';

/** What can be done with the selected rows; where they are on the map. */
export function TableActions() {
  const page = usePage();
  const count = page.selection.servers.value.size;
  if (count === 0) return <span class="soft table__hint">{t('table_hint')}</span>;
  const show = (): void => {
    page.showsTable.value = false;
    page.flyTo(page.selection.servers.peek());
  };
  return (
    <div class="table__actions" role="toolbar" aria-label={t('selection')}>
      <span>{many('selected', count)}</span>
      <CommandButton command={edit} />
      <CommandButton command={connectSelected} iconOnly />
      <CommandButton command={makeCluster} iconOnly />
      <CommandButton command={maintenance} iconOnly />
      <CommandButton command={poll} iconOnly />
      <Button label={t('table_show')} icon="focus" iconOnly name="show-on-map" onClick={show} />
      <CommandButton command={remove} kind="danger" iconOnly />
      <Button label={t('select_none')} icon="close" iconOnly onClick={() => page.selection.clear()} />
    </div>
  );
}
