import { useEffect, useRef, useState } from 'preact/hooks';
import type { Command } from '../interaction/commands/command.ts';
import { Button } from '../ui/button.tsx';
import { lazy } from './lazy.tsx';

const CommandList = lazy(async () => (await import('./command-list.tsx')).CommandList, 'soon');

/** A button that unfolds commands below it. */
export function DropMenu({ label, commands }: { readonly label: string; readonly commands: readonly Command[] }) {
  const [isOpen, setOpen] = useState(false);
  const anchor = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!isOpen) return;
    const onPress = (event: PointerEvent): void => {
      if (event.target instanceof Node && anchor.current?.contains(event.target) !== true) setOpen(false);
    };
    document.addEventListener('pointerdown', onPress, true);
    return () => document.removeEventListener('pointerdown', onPress, true);
  }, [isOpen]);
  const close = (): void => {
    setOpen(false);
    anchor.current?.querySelector('button')?.focus();
  };
  return (
    <div class="menu__anchor" ref={anchor}>
      <Button label={label} icon="menu" iconOnly expanded={isOpen} name="more" onClick={() => setOpen(!isOpen)} />
      {isOpen ? <div class="island menu menu--drop"><CommandList commands={commands} label={label} onClose={close} /></div> : null}
    </div>
  );
}
