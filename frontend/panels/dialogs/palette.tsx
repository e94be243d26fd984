import { useRef, useState } from 'preact/hooks';
import { iconOf, isOffered, labelOf, runCommand } from '../../interaction/commands/command.ts';
import { COMMANDS } from '../../interaction/commands/registry.ts';
import { shownShortcut } from '../../interaction/commands/shortcut.ts';
import { focusSelection } from '../../interaction/commands/view-commands.ts';
import { findServers, parseQuery, rank } from '../../state/search.ts';
import { typeName } from '../../state/type-names.ts';
import { t } from '../../state/words.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Icon } from '../../ui/icons/icon.tsx';
import type { IconName } from '../../ui/icons/paths.ts';
import { usePage } from '../page-context.ts';
import type { DialogOf } from './dialog-host.tsx';

type Entry = { readonly key: string; readonly icon: IconName; readonly label: string; readonly detail: string; readonly hint: string; readonly isEnabled: boolean; readonly run: () => void };

const SERVERS = 6;
const NETWORKS = 4;

/** Everything the page can do, and every server, by a few letters. */
export function Palette({ onClose }: DialogOf<'palette'>) {
  const page = usePage();
  const [text, setText] = useState('');
  const [active, setActive] = useState(0);
  const list = useRef<HTMLDivElement>(null);
  const commands = commandEntries(page, text);
  // What cannot run now comes last.
  const entries = [...commands.filter(({ isEnabled }) => isEnabled), ...networkEntries(page, text), ...serverEntries(page, text), ...commands.filter(({ isEnabled }) => !isEnabled)];
  const here = Math.min(active, entries.length - 1);
  const run = (entry: Entry | undefined): void => {
    if (entry?.isEnabled !== true) return;
    onClose();
    // The dialog gives the focus back first; what runs may move it again.
    requestAnimationFrame(entry.run);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) {
      const next = (here + step + entries.length) % Math.max(1, entries.length);
      setActive(next);
      list.current?.children[next]?.scrollIntoView({ block: 'nearest' });
    } else if (event.key === 'Enter') run(entries[here]);
    else return;
    event.preventDefault();
  };
  return (
    <Dialog title={t('palette')} name="palette" closeLabel={t('close')} onClose={onClose}>
      <input
        class="input" type="text" data-first placeholder={t('palette_placeholder')} aria-label={t('palette')} role="combobox" aria-expanded="true" aria-controls="palette-list" aria-activedescendant={`palette-${here}`}
        autocomplete="off" spellcheck={false} value={text} onInput={(event) => { setText(event.currentTarget.value); setActive(0); }} onKeyDown={onKeyDown}
      />
      <div class="palette__list" id="palette-list" role="listbox" aria-label={t('palette')} ref={list}>
        {entries.map((entry, place) => (
          <button key={entry.key} type="button" class="option" role="option" id={`palette-${place}`} tabIndex={-1} disabled={!entry.isEnabled} aria-selected={place === here} data-name={entry.key} onClick={() => run(entry)}>
            <Icon name={entry.icon} /><span>{entry.label}{entry.detail === '' ? null : <small> {entry.detail}</small>}</span>{entry.hint === '' ? null : <kbd>{entry.hint}</kbd>}
          </button>
        ))}
        {entries.length === 0 ? <p class="option soft">{t('palette_nothing')}</p> : null}
      </div>
    </Dialog>
  );
}

type PageOf = ReturnType<typeof usePage>;

function commandEntries(page: PageOf, text: string): Entry[] {
  const wanted = text.trim().toLowerCase();
  return COMMANDS.filter((command) => command.id !== 'palette' && command.menu === undefined && isOffered(command, page)).map((command) => {
    const [shortcut] = command.shortcuts ?? [];
    return { key: command.id, icon: iconOf(command, page) ?? 'command', label: t(labelOf(command, page)), detail: '', hint: shortcut === undefined ? '' : shownShortcut(shortcut), isEnabled: command.isEnabled(page), run: () => void runCommand(command, page) };
  }).filter(({ label, key }) => wanted === '' || label.toLowerCase().includes(wanted) || key.includes(wanted));
}

function serverEntries(page: PageOf, text: string): Entry[] {
  const { world } = page;
  if (world === null || text.trim().length < 2) return [];
  return rank(world, findServers(world, parseQuery(text), { stateNames: [] }), text, SERVERS).map((server) => ({
    key: `server-${world.idOf(server)}`, icon: 'server', label: world.nameOf(server), detail: [typeName(world.typeOf(server)), world.ipOf(server)].filter(Boolean).join(' · '), hint: '', isEnabled: true, run: () => page.reveal(server),
  }));
}

function networkEntries(page: PageOf, text: string): Entry[] {
  const wanted = text.trim().toLowerCase();
  if (wanted.length < 2) return [];
  return (page.world?.networks.alive ?? []).filter(({ id, name, cidr }) => [id, name, cidr].some((word) => word.toLowerCase().includes(wanted))).slice(0, NETWORKS).map(({ id, name, cidr }) => ({
    key: `network-${id}`, icon: 'network', label: name, detail: cidr, hint: '', isEnabled: true,
    run: () => {
      page.selection.setItem({ kind: 'network', id });
      page.isPanelClosed.value = false;
      runCommand(focusSelection, page);
    },
  }));
}
