import { useEffect, useState } from 'preact/hooks';
import type { Credential, NewCredential } from '../../../backend/contract/credential.ts';
import type { Page } from '../../state/page.ts';
import { t } from '../../state/words.ts';
import { Segments, SelectField, TextArea, TextField } from '../../ui/fields.tsx';
import { usePage } from '../page-context.ts';
import type { SourceDraft } from './server-draft.ts';

/** Choice in the list that unfolds the fields of a new one. Not a possible id. */
export const NEW = '+new';

export type CredentialDraft = { name: string; kind: NewCredential['kind']; value: string; passphrase: string };
export const EMPTY_CREDENTIAL: CredentialDraft = { name: '', kind: 'ssh_key', value: '', passphrase: '' };

type Props = {
  readonly source: SourceDraft;
  readonly draft: CredentialDraft;
  readonly faults: Readonly<Record<string, string>>;
  readonly onSource: (part: Partial<SourceDraft>) => void;
  readonly onInput: (draft: CredentialDraft) => void;
};

/** The stored secret that SSH uses, or a new one. What is entered here is never shown again. */
export function CredentialFields({ source, draft, faults, onSource, onInput }: Props) {
  const page = usePage();
  const [stored, setStored] = useState<readonly Credential[]>([]);
  useEffect(() => {
    // Who may not see the list can still use the agent.
    page.api.call((client) => client.credentials.list()).then(({ items }) => setStored(items.filter(({ kind }) => kind === 'ssh_key' || kind === 'password')), () => undefined);
  }, []);
  const set = (part: Partial<CredentialDraft>): void => onInput({ ...draft, ...part });
  const known = stored.some(({ id }) => id === source.credential) || source.credential === '' || source.credential === NEW ? [] : [{ value: source.credential, label: source.credential }];
  const options = [{ value: '', label: t('credential_agent') }, ...known, ...stored.map(({ id, name, kind }) => ({ value: id, label: `${name} (${t(`credential_${kind}`)})` })), ...(page.session.rights.has('act') ? [{ value: NEW, label: t('credential_new') }] : [])];
  return (
    <>
      <SelectField name="source.credential" label={t('credential')} wide value={source.credential} options={options} onInput={(credential) => onSource({ credential })} fault={faults['source.credential']} />
      {source.credential === NEW ? (
        <>
          <Segments name="credential-kind" label={t('credential_kind')} value={draft.kind} onInput={(kind) => set({ kind: kind as CredentialDraft['kind'] })} options={[{ value: 'ssh_key', label: t('credential_ssh_key') }, { value: 'password', label: t('credential_password') }]} />
          <TextField name="credential-name" label={t('credential_name')} wide value={draft.name} onInput={(name) => set({ name })} placeholder={t('credential_name_example')} />
          {draft.kind === 'ssh_key' ? (
            <>
              <TextArea name="credential-value" label={t('credential_key')} wide mono rows={4} value={draft.value} onInput={(value) => set({ value })} placeholder="-----BEGIN OPENSSH PRIVATE KEY-----" fault={faults['value']} hint={t('credential_hint')} />
              <TextField name="credential-passphrase" label={t('credential_passphrase')} wide type="password" autocomplete="new-password" value={draft.passphrase} onInput={(passphrase) => set({ passphrase })} />
            </>
          ) : <TextField name="credential-value" label={t('credential_password')} wide type="password" autocomplete="new-password" value={draft.value} onInput={(value) => set({ value })} fault={faults['value']} hint={t('credential_hint')} />}
        </>
      ) : null}
    </>
  );
}

/** Id of the credential to use: the chosen one, or of the new one, which is stored first. */
export async function saveCredential(page: Page, source: SourceDraft, { name, kind, value, passphrase }: CredentialDraft): Promise<string> {
  if (source.kind !== 'ssh' || source.credential !== NEW) return source.credential === NEW ? '' : source.credential;
  const given = name.trim() === '' ? `${source.user.trim() || 'root'} ${t(`credential_${kind}`)}` : name.trim();
  const draft = { name: given, kind, value, ...(kind === 'ssh_key' && passphrase !== '' ? { passphrase } : {}) };
  const { id } = await page.api.call((client) => client.credentials.add(draft));
  return id;
}
