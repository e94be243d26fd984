import { useState } from 'preact/hooks';
import type { NewServer, Server } from '../../../backend/contract/server.ts';
import type { Page } from '../../state/page.ts';
import { typeName } from '../../state/type-names.ts';
import { t } from '../../state/words.ts';
import { CheckField, SelectField, TextField } from '../../ui/fields.tsx';
import { usePage } from '../page-context.ts';
import { Alert } from './alert.tsx';
import { ClashAlert } from './clash-alert.tsx';
import { CredentialFields, EMPTY_CREDENTIAL, saveCredential } from './credential-fields.tsx';
import type { DialogOf } from './dialog-host.tsx';
import { FormDialog } from './form-dialog.tsx';
import { savedText } from './saved-text.ts';
import { draftOf, EMPTY_DRAFT, newServerOf, patchOf, type ServerDraft } from './server-draft.ts';
import { ServerMore } from './server-more.tsx';
import { SourceFields } from './source-fields.tsx';
import { useEdited } from './use-edited.ts';
import { useSubmit } from './use-submit.ts';

const FIELDS = ['id', 'name', 'type', 'ip', 'region', 'hostname', 'os', 'parent', 'networks', 'notes', 'tags', 'source', 'source.port', 'source.user', 'source.path', 'source.credential', 'value', 'look.color', 'look.label_height'];

/** Adds a server, or changes one. */
export function ServerDialog({ request, onClose }: DialogOf<'add-server' | 'edit-server'>) {
  const page = usePage();
  const editedId = request.kind === 'edit-server' ? request.id : null;
  const edited = useEdited<Server, ServerDraft>({ noun: 'servers', id: editedId, empty: EMPTY_DRAFT, draftOf, patchOf });
  const { before, draft, set } = edited;
  const [credential, setCredential] = useState(EMPTY_CREDENTIAL);
  const [verifies, setVerifies] = useState(true);
  const submit = useSubmit(FIELDS);

  const send = (): Promise<void> => submit.run(async () => {
    const credentialId = await saveCredential(page, draft.source, credential);
    const complete = { ...draft, source: { ...draft.source, credential: credentialId } };
    if (editedId !== null) {
      const saved = await edited.save(complete);
      if (saved.kind === 'clash') return;
      if (saved.kind === 'saved') page.edits.done(savedText(t('done_changed', complete.name || editedId), saved, labels), 1);
    } else {
      const position = request.kind === 'add-server' && request.position !== undefined ? { position: request.position } : {};
      await addServer(page, { ...newServerOf(complete), ...position }, verifies);
    }
    onClose();
  });

  const labels = {
    name: t('name'), type: t('type'), ip: t('ip'), region: t('region'), hostname: t('hostname'), os: t('os'), parent: t('parent'), notes: t('notes'),
    networks: t('networks'), tags: t('tags'), source: t('source'), look: t('look_of_server'),
  };
  const types = page.world?.types.map((type) => ({ value: type.id, label: typeName(type) })) ?? [];
  return (
    <FormDialog
      title={editedId === null ? t('add_server_title') : t('edit_server_title', before === null || before.name === '' ? editedId : before.name)} name={request.kind} onClose={onClose} submit={submit}
      submitLabel={editedId === null ? t('add') : t('save')} onSubmit={() => void send()} isDisabled={before === null || edited.clash !== null}
      aside={submit.isBusy && verifies && editedId === null ? <span class="dialog__aside" role="status">{t('verifying')}</span> : undefined}
    >
      {edited.missing === '' ? null : <Alert text={edited.missing} />}
      <ClashAlert edited={edited} labels={labels} />
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
  page.edits.done(t('done_added', server.name), 1 + await page.views.takeIn([server]));
  const { warnings = [] } = server as { warnings?: readonly string[] };
  if (warnings.length > 0) page.notices.fault(warnings.join(' '));
  await page.revealWhenKnown(server.id);
}
