import { useEffect, useState } from 'preact/hooks';
import type { NewServer } from '../../../backend/contract/server.ts';
import { sentenceOf } from '../../state/api.ts';
import type { Page } from '../../state/page.ts';
import { typeName } from '../../state/type-names.ts';
import { t } from '../../state/words.ts';
import { CheckField, SelectField, TextField } from '../../ui/fields.tsx';
import { usePage } from '../page-context.ts';
import { Alert } from './alert.tsx';
import { CredentialFields, EMPTY_CREDENTIAL, saveCredential } from './credential-fields.tsx';
import type { DialogOf } from './dialog-host.tsx';
import { FormDialog } from './form-dialog.tsx';
import { draftOf, EMPTY_DRAFT, newServerOf, patchOf, type ServerDraft } from './server-draft.ts';
import { ServerMore } from './server-more.tsx';
import { SourceFields } from './source-fields.tsx';
import { useSubmit } from './use-submit.ts';

const FIELDS = ['id', 'name', 'type', 'ip', 'region', 'hostname', 'os', 'parent', 'networks', 'notes', 'tags', 'source', 'source.port', 'source.user', 'source.path', 'source.credential', 'value'];

/** Adds a server, or changes one. */
export function ServerDialog({ request, onClose }: DialogOf<'add-server' | 'edit-server'>) {
  const page = usePage();
  const editedId = request.kind === 'edit-server' ? request.id : null;
  const [before, setBefore] = useState<ServerDraft | null>(editedId === null ? EMPTY_DRAFT : null);
  const [draft, setDraft] = useState<ServerDraft>(EMPTY_DRAFT);
  const [credential, setCredential] = useState(EMPTY_CREDENTIAL);
  const [verifies, setVerifies] = useState(true);
  const [missing, setMissing] = useState('');
  const submit = useSubmit(FIELDS);
  const set = (part: Partial<ServerDraft>): void => setDraft({ ...draft, ...part });

  useEffect(() => {
    if (editedId === null) return;
    page.api.call((client) => client.servers.get(editedId)).then((server) => {
      setBefore(draftOf(server));
      setDraft(draftOf(server));
    }, (error: unknown) => setMissing(sentenceOf(error)));
  }, [editedId]);

  const send = (): Promise<void> => submit.run(async () => {
    const credentialId = await saveCredential(page, draft.source, credential);
    const complete = { ...draft, source: { ...draft.source, credential: credentialId } };
    if (editedId !== null && before !== null) {
      const patch = patchOf(before, complete);
      if (Object.keys(patch).length > 0) {
        await page.api.patch(`servers/${encodeURIComponent(editedId)}`, patch);
        page.edits.done(t('done_changed', complete.name || editedId), 1);
      }
    } else {
      const position = request.kind === 'add-server' && request.position !== undefined ? { position: request.position } : {};
      await addServer(page, { ...newServerOf(complete), ...position }, verifies);
    }
    onClose();
  });

  const types = page.world?.types.map((type) => ({ value: type.id, label: typeName(type) })) ?? [];
  return (
    <FormDialog
      title={editedId === null ? t('add_server_title') : t('edit_server_title', before === null || before.name === '' ? editedId : before.name)} name={request.kind} onClose={onClose} submit={submit}
      submitLabel={editedId === null ? t('add') : t('save')} onSubmit={() => void send()} isDisabled={before === null}
      aside={submit.isBusy && verifies && editedId === null ? <span class="dialog__aside" role="status">{t('verifying')}</span> : undefined}
    >
      {missing === '' ? null : <Alert text={missing} />}
      <div class="form">
        <TextField name="name" label={t('name')} value={draft.name} onInput={(name) => set({ name })} fault={submit.faults['name'] ?? submit.faults['']} placeholder="web1" autofocus />
        <SelectField name="type" label={t('type')} value={draft.type} options={types} onInput={(type) => set({ type })} fault={submit.faults['type']} />
        <TextField name="ip" label={t('ip_label')} value={draft.ip} onInput={(ip) => set({ ip })} fault={submit.faults['ip']} placeholder="192.168.1.10" mono />
        <TextField name="region" label={t('region')} value={draft.region} onInput={(region) => set({ region })} fault={submit.faults['region']} placeholder={t('region_example')} list="regions" />
        <datalist id="regions">{page.world?.regions.filter(Boolean).slice(0, 200).map((region) => <option key={region} value={region} />)}</datalist>
        <SourceFields draft={draft.source} faults={submit.faults} onInput={(source) => set({ source: { ...draft.source, ...source } })} ip={draft.ip}>
          <CredentialFields source={draft.source} draft={credential} faults={submit.faults} onSource={(source) => set({ source: { ...draft.source, ...source } })} onInput={setCredential} />
        </SourceFields>
        <ServerMore draft={draft} isNew={editedId === null} faults={submit.faults} onInput={set} />
        {editedId === null ? <CheckField name="verify" label={t('verify')} hint={t('verify_hint')} checked={verifies} onInput={setVerifies} /> : null}
      </div>
    </FormDialog>
  );
}

/** Adds it, tells what the daemon warns of, and shows it once the feed has brought it. */
async function addServer(page: Page, draft: NewServer, verifies: boolean): Promise<void> {
  const server = await page.api.call((client) => (verifies ? client.addVerified(draft) : client.servers.add(draft)));
  page.edits.done(t('done_added', server.name), 1);
  const { warnings = [] } = server as { warnings?: readonly string[] };
  if (warnings.length > 0) page.notices.fault(warnings.join(' '));
  await page.revealWhenKnown(server.id);
}
