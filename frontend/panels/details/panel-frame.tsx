import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { t } from '../../state/words.ts';
import { Button } from '../../ui/button.tsx';

type FrameProps = {
  readonly title: string;
  readonly name: string;
  readonly sub?: ComponentChildren;
  readonly actions?: ComponentChildren;
  readonly children: ComponentChildren;
  readonly onClose: () => void;
};

/** The frame that all panels share. */
export function PanelFrame({ title, name, sub, actions, children, onClose }: FrameProps) {
  const [isTall, setTall] = useState(false);
  return (
    <aside class={`island panel${isTall ? ' panel--tall' : ''}`} aria-label={title} data-panel={name}>
      <button type="button" class="panel__grip" aria-label={isTall ? t('panel_lower') : t('panel_raise')} aria-expanded={isTall} onClick={() => setTall(!isTall)} />
      <header class="panel__head">
        <div class="panel__title"><h2>{title}</h2></div>
        <Button label={t('close')} icon="close" kind="quiet" iconOnly name="close-panel" onClick={onClose} />
        {sub === undefined ? null : <div class="panel__sub">{sub}</div>}
      </header>
      {actions === undefined ? null : <div class="panel__actions">{actions}</div>}
      <div class="panel__body">{children}</div>
    </aside>
  );
}

export function Section({ title, aside, children }: { readonly title: string; readonly aside?: ComponentChildren; readonly children: ComponentChildren }) {
  return <section class="section"><div class="section__head"><h3>{title}</h3>{aside}</div>{children}</section>;
}

export type Fact = readonly [label: string, value: ComponentChildren];

/** Names and values, without those that are not known. */
export function Facts({ facts }: { readonly facts: readonly Fact[] }) {
  const known = facts.filter(([, value]) => value !== '' && value !== null && value !== undefined);
  return <dl class="facts">{known.map(([label, value]) => [<dt key={label}>{label}</dt>, <dd key={`${label}-value`}>{value}</dd>])}</dl>;
}
