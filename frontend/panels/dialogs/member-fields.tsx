import { useState } from 'preact/hooks';
import { many, t } from '../../state/words.ts';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icons/icon.tsx';
import { usePage } from '../page-context.ts';
import { ServerPicker } from './server-picker.tsx';

const SHOWN = 40;

/** Members of a group by id: each can be taken out, others added. */
export function MemberFields({ servers, fault, onInput }: { readonly servers: readonly string[]; readonly fault?: string | undefined; readonly onInput: (servers: string[]) => void }) {
  const { world } = usePage();
  const [added, setAdded] = useState('');
  const nameOf = (id: string): string => world?.nameOf(world.indexOf(id)) ?? id;
  const add = (): void => {
    const id = added.trim();
    if (id === '' || servers.includes(id) || (world?.indexOf(id) ?? -1) < 0) return;
    onInput([...servers, id]);
    setAdded('');
  };
  return (
    <>
      <fieldset class="field">
        <legend class="field__label">{many('members_of', servers.length)}</legend>
        <div class="members">
          {servers.slice(0, SHOWN).map((id) => (
            <span class="tag" key={id}>{nameOf(id)}<button type="button" aria-label={t('remove_member', nameOf(id))} onClick={() => onInput(servers.filter((other) => other !== id))}><Icon name="close" /></button></span>
          ))}
          {servers.length > SHOWN ? <span class="soft">{many('more_rows', servers.length - SHOWN)}</span> : null}
        </div>
      </fieldset>
      <div class="add-member">
        <ServerPicker name="member" label={t('member_add')} value={added} onInput={setAdded} fault={fault} />
        <Button label={t('add')} icon="add" disabled={(world?.indexOf(added.trim()) ?? -1) < 0} onClick={add} />
      </div>
    </>
  );
}
