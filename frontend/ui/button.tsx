import type { ComponentChildren } from 'preact';
import { Icon } from './icons/icon.tsx';
import type { IconName } from './icons/paths.ts';

export type ButtonProps = {
  readonly label: string;
  /** What exactly it would do now; stands behind the label in the tooltip, and is read to who does not see it. */
  readonly hint?: string | undefined;
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
export function Button({ label, hint, icon, kind = 'plain', iconOnly = false, shortcut, submit = false, ...rest }: ButtonProps) {
  const words = hint === undefined ? label : `${label}: ${hint}`;
  const classes = ['button', kind === 'plain' ? '' : `button--${kind}`, iconOnly ? 'button--icon' : ''].filter(Boolean).join(' ');
  return (
    <button
      type={submit ? 'submit' : 'button'} class={classes} disabled={rest.disabled} id={rest.id} data-name={rest.name}
      title={iconOnly || shortcut !== undefined ? `${words}${shortcut === undefined ? '' : ` (${shortcut})`}` : undefined}
      aria-label={iconOnly ? words : undefined} aria-pressed={rest.pressed} aria-expanded={rest.expanded} onClick={rest.onClick}
    >
      {icon === undefined ? null : <Icon name={icon} />}
      {iconOnly ? null : label}
      {rest.children}
    </button>
  );
}
