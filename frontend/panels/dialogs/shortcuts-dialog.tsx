import { isOffered, labelOf, type Command } from '../../interaction/commands/command.ts';
import { COMMANDS } from '../../interaction/commands/registry.ts';
import { shownShortcut } from '../../interaction/commands/shortcut.ts';
import { t } from '../../state/words.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { CheckField } from '../../ui/fields.tsx';
import { usePage } from '../page-context.ts';
import type { DialogOf } from './dialog-host.tsx';

const GROUPS: readonly Command['group'][] = ['make', 'edit', 'clipboard', 'arrange', 'live', 'remove', 'select', 'view', 'file', 'page'];
/** Keys and presses that are no commands, because they need a direction or a place. */
const GESTURES = ['arrows', 'arrows_shift', 'arrows_alt', 'arrows_ctrl', 'menu', 'escape', 'drag', 'drag_selected', 'drag_end', 'drag_alt', 'drag_shift', 'click_ctrl', 'wheel', 'double_click'] as const;

/** Every key and gesture, from the same list that menus and palette read. */
export function ShortcutsDialog({ onClose }: DialogOf<'shortcuts'>) {
  const page = usePage();
  return (
    <Dialog title={t('shortcuts')} name="shortcuts" size="large" closeLabel={t('close')} onClose={onClose}>
      <CheckField name="single-keys" label={t('single_keys')} hint={t('single_keys_hint')} checked={page.keys.value === 'all'} onInput={(isAll) => void (page.keys.value = isAll ? 'all' : 'few')} />
      <div class="shortcuts">
        <h3>{t('group_map')}</h3>
        {GESTURES.map((gesture) => <div class="shortcut" key={gesture}><span>{t(`gesture_${gesture}`)}</span><span><kbd>{t(`keys_${gesture}`)}</kbd></span></div>)}
        {GROUPS.map((group) => {
          const commands = COMMANDS.filter((command) => command.group === group && command.shortcuts !== undefined && isOffered(command, page));
          return commands.length === 0 ? null : [
            <h3 key={group}>{t(`group_${group}`)}</h3>,
            ...commands.map((command) => <div class="shortcut" key={command.id}><span>{t(labelOf(command, page))}</span><span>{command.shortcuts?.slice(0, 2).map((keys) => <kbd key={keys}>{shownShortcut(keys)}</kbd>)}</span></div>),
          ];
        })}
      </div>
    </Dialog>
  );
}
