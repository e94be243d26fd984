import type { ComponentChildren } from 'preact';
import { Icon } from '../../ui/icons/icon.tsx';

/** A sentence that must be read, with a list where there is one. */
export function Alert({ text, kind = 'fault', children }: { readonly text: string; readonly kind?: 'fault' | 'warning' | 'info'; readonly children?: ComponentChildren }) {
  return <div class={`alert${kind === 'fault' ? '' : ` alert--${kind}`}`} role={kind === 'info' ? undefined : 'alert'}><Icon name={kind === 'info' ? 'help' : 'problems'} /><div>{text}{children}</div></div>;
}
