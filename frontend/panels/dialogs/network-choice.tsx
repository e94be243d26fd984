import { useState } from 'preact/hooks';
import { many, t } from '../../state/words.ts';
import { CheckField, TextField } from '../../ui/fields.tsx';
import { usePage } from '../page-context.ts';

const SHOWN = 12;

/** The networks a server belongs to: those chosen first, the others by a few letters where they are many. */
export function NetworkChoice({ chosen, fault, onInput }: { readonly chosen: readonly string[]; readonly fault: string | undefined; readonly onInput: (ids: string[]) => void }) {
  const networks = usePage().world?.networks.alive ?? [];
  const [first] = useState(() => new Set(chosen));
  const [text, setText] = useState('');
  if (networks.length === 0) return null;
  const wanted = text.trim().toLowerCase();
  const fits = networks.filter(({ id, name, cidr }) => [id, name, cidr].some((word) => word.toLowerCase().includes(wanted)));
  const listed = [...fits.filter(({ id }) => chosen.includes(id) || first.has(id)), ...fits.filter(({ id }) => !chosen.includes(id) && !first.has(id))];
  return (
    <fieldset class="field field--wide" data-fieldset="networks">
      <legend class="field__label">{t('networks')}</legend>
      {networks.length > SHOWN ? <TextField name="find-network" label={t('search')} type="search" value={text} onInput={setText} /> : null}
      {listed.slice(0, SHOWN).map(({ id, name, cidr }) => (
        <CheckField
          key={id} name={`network-${id}`} label={cidr === '' ? name : `${name} (${cidr})`} checked={chosen.includes(id)}
          onInput={(isIn) => onInput(isIn ? [...chosen, id] : chosen.filter((network) => network !== id))}
        />
      ))}
      {listed.length > SHOWN ? <span class="soft">{many('more_rows', listed.length - SHOWN)}</span> : null}
      {fault === undefined ? null : <span class="field__fault">{fault}</span>}
    </fieldset>
  );
}
