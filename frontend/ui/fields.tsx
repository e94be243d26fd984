import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';
import { Icon } from './icons/icon.tsx';

type Common = {
  readonly label: string;
  readonly hint?: string | undefined;
  readonly fault?: string | undefined;
  readonly name: string;
  readonly wide?: boolean;
};

/** Label, control, hint and fault, tied together for screen readers. */
function Frame({ label, hint, fault, wide, id, children }: Omit<Common, 'name'> & { readonly id: string; readonly children: ComponentChildren }) {
  return (
    <div class={`field${wide === true ? ' field--wide' : ''}`}>
      <label class="field__label" for={id}>{label}</label>
      {children}
      {fault === undefined ? null : <span class="field__fault" id={`${id}-fault`}><Icon name="problems" />{fault}</span>}
      {hint === undefined ? null : <span class="field__hint" id={`${id}-hint`}>{hint}</span>}
    </div>
  );
}

const describedBy = (id: string, hint: string | undefined, fault: string | undefined): string | undefined =>
  [fault === undefined ? '' : `${id}-fault`, hint === undefined ? '' : `${id}-hint`].filter(Boolean).join(' ') || undefined;

export type TextFieldProps = Common & {
  readonly value: string;
  readonly onInput: (value: string) => void;
  readonly placeholder?: string;
  readonly type?: 'text' | 'number' | 'password' | 'color' | 'search';
  readonly list?: string | undefined;
  readonly autofocus?: boolean;
  readonly mono?: boolean;
  readonly disabled?: boolean;
  readonly autocomplete?: string;
};

export function TextField(props: TextFieldProps) {
  const id = useId();
  // The element's types are a union by kind of input, which a kind known only when it runs does not fit.
  const kind = { type: props.type ?? 'text' } as { type: 'text' };
  return (
    <Frame {...props} id={id}>
      <input
        {...kind} id={id} class={`input${props.mono === true ? ' mono' : ''}`} name={props.name} value={props.value} list={props.list}
        placeholder={props.placeholder} disabled={props.disabled} data-first={props.autofocus} autocomplete={props.autocomplete ?? 'off'} spellcheck={false}
        aria-invalid={props.fault === undefined ? undefined : true} aria-describedby={describedBy(id, props.hint, props.fault)}
        onInput={(event) => props.onInput(event.currentTarget.value)}
      />
    </Frame>
  );
}

export function TextArea(props: Common & { readonly value: string; readonly onInput: (value: string) => void; readonly placeholder?: string; readonly mono?: boolean; readonly rows?: number }) {
  const id = useId();
  return (
    <Frame {...props} id={id}>
      <textarea
        id={id} class={`input${props.mono === true ? ' mono' : ''}`} name={props.name} value={props.value} placeholder={props.placeholder} rows={props.rows} spellcheck={false} autocomplete="off"
        aria-invalid={props.fault === undefined ? undefined : true} aria-describedby={describedBy(id, props.hint, props.fault)}
        onInput={(event) => props.onInput(event.currentTarget.value)}
      />
    </Frame>
  );
}

export type Option = { readonly value: string; readonly label: string; readonly disabled?: boolean };

export function SelectField(props: Common & { readonly value: string; readonly options: readonly Option[]; readonly onInput: (value: string) => void }) {
  const id = useId();
  return (
    <Frame {...props} id={id}>
      <select
        id={id} class="input" name={props.name} value={props.value}
        aria-invalid={props.fault === undefined ? undefined : true} aria-describedby={describedBy(id, props.hint, props.fault)}
        onChange={(event) => props.onInput(event.currentTarget.value)}
      >
        {props.options.map(({ value, label }) => <option key={value} value={value} selected={value === props.value}>{label}</option>)}
      </select>
    </Frame>
  );
}

export function CheckField({ label, hint, name, checked, onInput }: Omit<Common, 'fault'> & { readonly checked: boolean; readonly onInput: (checked: boolean) => void }) {
  return (
    <label class="check">
      <input type="checkbox" name={name} checked={checked} onChange={(event) => onInput(event.currentTarget.checked)} />
      <span>{label}</span>
      {hint === undefined ? null : <span class="field__hint">{hint}</span>}
    </label>
  );
}

/** One of a few, side by side or in two columns: radio buttons that look like a switch. */
export function Segments({ label, name, value, options, isGrid = false, onInput }: { readonly isGrid?: boolean; readonly label: string; readonly name: string; readonly value: string; readonly options: readonly Option[]; readonly onInput: (value: string) => void }) {
  return (
    <fieldset class="field field--wide">
      <legend class="field__label">{label}</legend>
      <div class={`segments${isGrid ? ' segments--grid' : ''}`}>
        {options.map((option) => (
          <label key={option.value}>
            <input type="radio" name={name} value={option.value} checked={option.value === value} disabled={option.disabled} onChange={() => onInput(option.value)} />
            {option.label}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
