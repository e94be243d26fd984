import { useEffect, useRef, useState } from 'preact/hooks';
import { iconOf, isOffered, labelOf, runCommand, type Command } from '../interaction/commands/command.ts';
import { shownShortcut } from '../interaction/commands/shortcut.ts';
import { t } from '../state/words.ts';
import { Icon } from '../ui/icons/icon.tsx';
import { usePage } from './page-context.ts';

type Props = { readonly commands: readonly Command[]; readonly label: string; readonly onClose: () => void };

/**
 * A menu of commands, run by click, by the arrow keys and Enter, or by a first letter. Groups are parted by a line. One that holds others
 * shows them in its place; the first row, ← and Escape lead back.
 */
export function CommandList({ commands, label, onClose }: Props) {
  const page = usePage();
  const list = useRef<HTMLDivElement>(null);
  const [inside, setInside] = useState<Command | null>(null);
  const left = useRef('');
  useEffect(() => (list.current?.querySelector<HTMLButtonElement>(`button[data-name="${inside === null ? left.current : ''}"]`) ?? list.current?.querySelector<HTMLButtonElement>('button:not([disabled])'))?.focus(), [inside]);
  const back = (): void => {
    left.current = inside?.id ?? '';
    setInside(null);
  };
  const choose = (command: Command): void => {
    if (command.menu !== undefined) { setInside(command); return; }
    // First run, since what was clicked belongs to the menu; a dialog it opens takes the focus later.
    runCommand(command, page);
    onClose();
  };
  const items = (): HTMLButtonElement[] => [...list.current?.querySelectorAll<HTMLButtonElement>('button:not([disabled])') ?? []];

  const onKeyDown = (event: KeyboardEvent): void => {
    const all = items();
    const here = all.findIndex((item) => item === document.activeElement);
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) all[(here + step + all.length) % all.length]?.focus();
    else if (event.key === 'Home') all[0]?.focus();
    else if (event.key === 'End') all.at(-1)?.focus();
    else if (inside !== null && (event.key === 'Escape' || event.key === 'ArrowLeft')) back();
    else if (event.key === 'Escape' || event.key === 'Tab') onClose();
    else if (event.key === 'ArrowRight' && all[here]?.getAttribute('aria-haspopup') === 'menu') all[here].click();
    else if (event.key.length === 1 && !event.ctrlKey) (all.find((item, place) => place > here && startsWith(item, event.key)) ?? all.find((item) => startsWith(item, event.key)))?.focus();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <div role="menu" aria-label={inside === null ? label : t(labelOf(inside, page))} ref={list} onKeyDown={(event) => { if (event.key !== 'Enter' && event.key !== ' ') onKeyDown(event); else event.stopPropagation(); }}>
      {inside === null ? null : <><button type="button" role="menuitem" class="option" data-name="back" onClick={back}><Icon name="chevron_left" /><span>{t(labelOf(inside, page))}</span></button><div class="menu__rule" role="separator" /></>}
      {(inside?.menu ?? commands).filter((command) => isOffered(command, page)).map((command, place, shown) => {
        const [shortcut] = command.shortcuts ?? [];
        const icon = iconOf(command, page);
        return (
          <div key={command.id} role="none">
            {place > 0 && shown[place - 1]?.group !== command.group ? <div class="menu__rule" role="separator" /> : null}
            <button
              type="button" role="menuitem" class={`option${command.group === 'remove' ? ' option--danger' : ''}`} disabled={!command.isEnabled(page)} data-name={command.id}
              aria-haspopup={command.menu === undefined ? undefined : 'menu'} onClick={() => choose(command)}
            >
              {icon === undefined ? null : <Icon name={icon} />}
              <span>{t(labelOf(command, page))}</span>
              {command.menu === undefined ? null : <Icon name="chevron_right" />}
              {shortcut === undefined ? null : <kbd class="only-wide">{shownShortcut(shortcut)}</kbd>}
            </button>
          </div>
        );
      })}
    </div>
  );
}

const startsWith = (item: HTMLElement, letter: string): boolean => item.textContent.trim().toLowerCase().startsWith(letter.toLowerCase());
