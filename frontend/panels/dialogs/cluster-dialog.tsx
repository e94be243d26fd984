import type { Cluster } from '../../../backend/contract/cluster.ts';
import { changedFields } from '../../state/rebase.ts';
import { t } from '../../state/words.ts';
import { CheckField, TextField } from '../../ui/fields.tsx';
import { usePage } from '../page-context.ts';
import { Alert } from './alert.tsx';
import { ClashAlert } from './clash-alert.tsx';
import type { DialogOf } from './dialog-host.tsx';
import { FormDialog } from './form-dialog.tsx';
import { MemberFields } from './member-fields.tsx';
import { savedText } from './saved-text.ts';
import { useEdited } from './use-edited.ts';
import { useSubmit } from './use-submit.ts';

/** Quiet colours for areas; none of them is a state's. */
const COLOURS = ['#5B7DB1', '#7E6BB0', '#4F8F9F', '#8A7A66', '#A5688F', '#64748B'];

type ClusterDraft = { readonly name: string; readonly color: string; readonly auto_connect: boolean; readonly servers: readonly string[] };

/** Makes a cluster of servers, or changes one: name, colour, members, whether they are connected by themselves. */
export function ClusterDialog({ request, onClose }: DialogOf<'add-cluster' | 'edit-cluster'>) {
  const page = usePage();
  const { world } = page;
  const row = request.kind === 'edit-cluster' ? world?.clusters[world.clusterIndexOf(request.id)] : undefined;
  const edited = useEdited<Cluster, ClusterDraft>({
    noun: 'clusters', id: request.kind === 'edit-cluster' ? request.id : null, draftOf: ({ name, color, auto_connect, servers }) => ({ name, color, auto_connect, servers }),
    empty: { name: '', color: COLOURS[(world?.clusters.length ?? 0) % COLOURS.length] ?? '#5B7DB1', auto_connect: true, servers: request.kind === 'add-cluster' ? request.ids : [] },
    // Only what differs, so that nobody else's change is overwritten.
    patchOf: (before, after) => Object.fromEntries(changedFields(before, after).map((field) => [field, after[field as keyof ClusterDraft]])),
  });
  const { draft, set } = edited;
  const labels = { name: t('name'), color: t('color'), auto_connect: t('auto_connect'), servers: t('servers_title') };
  const submit = useSubmit(['name', 'color', 'servers']);
  const send = (): Promise<void> => submit.run(async () => {
    const body = { ...draft, name: draft.name.trim() };
    if (request.kind === 'add-cluster') await page.edits.createCluster({ ...body, servers: [...body.servers] });
    else {
      const saved = await edited.save(body);
      if (saved.kind === 'clash') return;
      if (saved.kind === 'saved') page.edits.done(savedText(t('done_changed', body.name), saved, labels), 1);
    }
    onClose();
  });
  return (
    <FormDialog
      title={request.kind === 'add-cluster' ? t('make_cluster') : t('edit_cluster_title', row?.name ?? '')} name={request.kind} onClose={onClose} submit={submit}
      submitLabel={request.kind === 'add-cluster' ? t('make') : t('save')} onSubmit={() => void send()} isDisabled={draft.name.trim() === '' || edited.before === null || edited.clash !== null}
    >
      {edited.missing === '' ? null : <Alert text={edited.missing} />}
      <ClashAlert edited={edited} labels={labels} />
      <div class="form form--name">
        <TextField name="name" label={t('name')} value={draft.name} onInput={(name) => set({ name })} fault={submit.faults['name'] ?? submit.faults['id']} placeholder="production" autofocus />
        <TextField name="color" label={t('color')} type="color" value={draft.color} onInput={(color) => set({ color })} fault={submit.faults['color']} />
        <CheckField name="auto_connect" label={t('auto_connect')} hint={t('auto_connect_hint')} checked={draft.auto_connect} onInput={(auto_connect) => set({ auto_connect })} />
      </div>
      <MemberFields servers={draft.servers} fault={submit.faults['servers']} onInput={(servers) => set({ servers })} />
    </FormDialog>
  );
}
