import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { usePage } from './page-context.ts';

type Props = { readonly name: 'views' | 'look'; readonly label: string; readonly children: ComponentChildren };

/** An island that a button unfolds. A press elsewhere or Escape closes it, and Escape gives the focus back to its button. */
export function Popover({ name, label, children }: Props) {
  const page = usePage();
  const element = useRef<HTMLDivElement>(null);
  useEffect(() => {
    element.current?.querySelector<HTMLElement>('button, select, input')?.focus();
    const onPress = (event: PointerEvent): void => {
      const anchor = element.current?.parentElement;
      if (event.target instanceof Node && anchor?.contains(event.target) !== true) page.unfolded.value = null;
    };
    document.addEventListener('pointerdown', onPress, true);
    return () => document.removeEventListener('pointerdown', onPress, true);
  }, []);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape') return;
    event.preventDefault();
    event.stopPropagation();
    page.unfolded.value = null;
    element.current?.parentElement?.querySelector<HTMLElement>('button')?.focus();
  };
  return <div class={`island popover popover--${name}`} ref={element} role="dialog" aria-label={label} data-popover={name} onKeyDown={onKeyDown}>{children}</div>;
}
