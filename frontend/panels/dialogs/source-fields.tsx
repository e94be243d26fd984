import type { ComponentChildren } from 'preact';
import type { SourceKind } from '../../../backend/contract/source.ts';
import { t } from '../../state/words.ts';
import { CheckField, SelectField, TextField } from '../../ui/fields.tsx';
import type { SourceDraft } from './server-draft.ts';

/** Kinds that are read today; another one is offered only where it is already set. */
const OFFERED: readonly SourceKind[] = ['none', 'ssh', 'node_exporter', 'local'];

type Props = {
  readonly draft: SourceDraft;
  readonly ip: string;
  readonly faults: Readonly<Record<string, string>>;
  readonly onInput: (part: Partial<SourceDraft>) => void;
  readonly children: ComponentChildren;
};

/** Where the numbers come from, and what that source needs to know. `children` are the fields of its credential. */
export function SourceFields({ draft, faults, onInput, children }: Props) {
  const kinds = OFFERED.includes(draft.kind) ? OFFERED : [...OFFERED, draft.kind];
  return (
    <>
      <SelectField
        name="source" label={t('source')} wide value={draft.kind} hint={t(`source_${draft.kind}_hint`)} fault={faults['source'] ?? faults['source.kind']}
        options={kinds.map((kind) => ({ value: kind, label: t(`source_${kind}`) }))} onInput={(kind) => onInput({ kind: kind as SourceKind, port: '', credential: '' })}
      />
      {draft.kind === 'ssh' ? (
        <div class="form form--sub">
          <TextField name="source.user" label={t('ssh_user')} value={draft.user} onInput={(user) => onInput({ user })} placeholder="root" fault={faults['source.user']} mono />
          <TextField name="source.port" label={t('port')} value={draft.port} onInput={(port) => onInput({ port })} placeholder="22" fault={faults['source.port']} mono />
          {children}
        </div>
      ) : null}
      {draft.kind === 'node_exporter' ? (
        <div class="form form--sub">
          <TextField name="source.port" label={t('port')} value={draft.port} onInput={(port) => onInput({ port })} placeholder="9100" fault={faults['source.port']} mono />
          <TextField name="source.path" label={t('path')} value={draft.path} onInput={(path) => onInput({ path })} placeholder="/metrics" fault={faults['source.path']} mono />
          <CheckField name="source.tls" label={t('tls')} checked={draft.tls} onInput={(tls) => onInput({ tls })} />
        </div>
      ) : null}
    </>
  );
}
