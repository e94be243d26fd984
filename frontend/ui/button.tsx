import type { ComponentChildren } from 'preact';
import { Icon } from './icons/icon.tsx';
import type { IconName } from './icons/paths.ts';

export type ButtonProps = {
  readonly label: string;
  readonly icon?: IconName | undefined;
  readonly kind?: 'primary' | 'danger' | 'quiet' | 'plain';
  readonly iconOnly?: boolean;
  readonly disabled?: boolean;
  readonly pressed?: boolean | undefined;
  readonly expanded?: boolean | undefined;
  readonly shortcut?: string | undefined;
  readonly submit?: boolean;
  readonly id?: string | undefined;
  readonly name?: string | undefined;
  readonly onClick?: (event: MouseEvent) => void;
  readonly children?: ComponentChildren;
};

/** A button with words; `iconOnly` keeps them for the tooltip and for screen readers. */
export function Button({ label, icon, kind = 'plain', iconOnly = false, shortcut, submit = false, ...rest }: ButtonProps) {
  const classes = ['button', kind === 'plain' ? '' : `button--${kind}`, iconOnly ? 'button--icon' : ''].filter(Boolean).join(' ');
  return (
    <button
      type={submit ? 'submit' : 'button'} class={classes} disabled={rest.disabled} id={rest.id} data-name={rest.name}
      title={iconOnly || shortcut !== undefined ? `${label}${shortcut === undefined ? '' : ` (${shortcut})`}` : undefined}
      aria-label={iconOnly ? label : undefined} aria-pressed={rest.pressed} aria-expanded={rest.expanded} onClick={rest.onClick}
    >
      {icon === undefined ? null : <Icon name={icon} />}
      {iconOnly ? null : label}
      {rest.children}
    </button>
  );
}
