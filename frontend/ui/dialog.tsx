import type { ComponentChildren } from 'preact';
import { useEffect, useId, useRef } from 'preact/hooks';
import { Button } from './button.tsx';

export type DialogProps = {
  readonly title: string;
  readonly closeLabel: string;
  readonly onClose: () => void;
  readonly children: ComponentChildren;
  readonly actions?: ComponentChildren;
  /** Present where the dialog is a form: called on Enter and by its submit button. */
  readonly onSubmit?: (() => void) | undefined;
  readonly size?: 'small' | 'medium' | 'large';
  readonly name?: string;
};

/**
 * A modal dialog on the browser's own: it traps the focus, closes on Escape and gives the focus back.
 * A click on the scrim does not close it, so that no half-filled form is lost.
 */
export function Dialog({ title, closeLabel, onClose, children, actions, onSubmit, size = 'medium', name }: DialogProps) {
  const element = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  useEffect(() => {
    const before = document.activeElement;
    element.current?.showModal();
    // The first thing to fill in, rather than the button that closes.
    element.current?.querySelector<HTMLElement>('[data-first], .dialog__body :is(input, select, textarea, button), .dialog__foot .button--primary')?.focus();
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  const body = (
    <>
      <header class="dialog__head">
        <h2 id={titleId}>{title}</h2>
        <Button label={closeLabel} icon="close" kind="quiet" iconOnly onClick={onClose} />
      </header>
      <div class="dialog__body">{children}</div>
      {actions === undefined ? null : <footer class="dialog__foot">{actions}</footer>}
    </>
  );
  return (
    <dialog
      ref={element} class={`dialog dialog--${size}`} aria-labelledby={titleId} data-dialog={name}
      onCancel={(event) => { event.preventDefault(); onClose(); }}
      onKeyDown={(event) => { if (event.key === 'Escape') { event.preventDefault(); event.stopPropagation(); onClose(); } }}
    >
      {onSubmit === undefined ? <div class="dialog__frame">{body}</div> : (
        <form class="dialog__frame" novalidate onSubmit={(event) => { event.preventDefault(); onSubmit(); }}>{body}</form>
      )}
    </dialog>
  );
}
