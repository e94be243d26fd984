import { useId } from 'preact/hooks';
import { findServers, parseQuery, rank } from '../../state/search.ts';
import { TextField } from '../../ui/fields.tsx';
import { usePage } from '../page-context.ts';

const SUGGESTED = 30;

/** A field for the id of a server, with suggestions by name, id and address. */
export function ServerPicker({ label, name, value, fault, hint, autofocus, wide, onInput }: {
  readonly label: string; readonly name: string; readonly value: string; readonly fault?: string | undefined; readonly hint?: string; readonly autofocus?: boolean; readonly wide?: boolean; readonly onInput: (id: string) => void;
}) {
  const { world } = usePage();
  const listId = useId();
  const found = world === null ? [] : value === '' ? firstServers(world.servers.count, (server) => world.has(server)) : rank(world, findServers(world, parseQuery(value), { stateNames: [] }), value, SUGGESTED);
  return (
    <>
      <TextField label={label} name={name} value={value} fault={fault} hint={hint} autofocus={autofocus ?? false} wide={wide ?? false} list={listId} onInput={onInput} mono />
      <datalist id={listId}>{found.map((server) => <option key={server} value={world?.idOf(server)}>{world?.nameOf(server)}</option>)}</datalist>
    </>
  );
}

function firstServers(count: number, has: (server: number) => boolean): number[] {
  const found: number[] = [];
  for (let server = 0; server < count && found.length < SUGGESTED; server++) if (has(server)) found.push(server);
  return found;
}
