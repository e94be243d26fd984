import { useState } from 'preact/hooks';
import { t } from '../../state/words.ts';
import { CheckField, TextField } from '../../ui/fields.tsx';
import { usePage } from '../page-context.ts';
import type { DialogOf } from './dialog-host.tsx';
import { FormDialog } from './form-dialog.tsx';
import { MemberFields } from './member-fields.tsx';
import { useSubmit } from './use-submit.ts';

/** Quiet colours for areas; none of them is a state's. */
const COLOURS = ['#5B7DB1', '#7E6BB0', '#4F8F9F', '#8A7A66', '#A5688F', '#64748B'];

/** Makes a cluster of servers, or changes one: name, colour, members, whether they are connected by themselves. */
export function ClusterDialog({ request, onClose }: DialogOf<'add-cluster' | 'edit-cluster'>) {
  const page = usePage();
  const { world } = page;
  const row = request.kind === 'edit-cluster' ? world?.clusters[world.clusterIndexOf(request.id)] : undefined;
  const [before] = useState(() => ({
    name: row?.name ?? '',
    color: row?.color ?? COLOURS[(world?.clusters.length ?? 0) % COLOURS.length] ?? '#5B7DB1',
    auto_connect: row?.autoConnect ?? true,
    servers: request.kind === 'add-cluster' ? [...request.ids] : [...row?.members ?? []].map((server) => world?.idOf(server) ?? ''),
  }));
  const [draft, setDraft] = useState(before);
  const submit = useSubmit(['name', 'color', 'servers']);
  const set = (part: Partial<typeof draft>): void => setDraft({ ...draft, ...part });
  const send = (): Promise<void> => submit.run(async () => {
    const body = { ...draft, name: draft.name.trim() };
    if (request.kind === 'add-cluster') await page.edits.createCluster(body);
    else {
      // Only what differs, so that nobody else's change is overwritten.
      const patch = Object.fromEntries(Object.entries(body).filter(([key, value]) => JSON.stringify(value) !== JSON.stringify(before[key as keyof typeof before])));
      if (Object.keys(patch).length > 0) {
        await page.api.patch(`clusters/${encodeURIComponent(request.id)}`, patch);
        page.edits.done(t('done_changed', body.name), 1);
      }
    }
    onClose();
  });
  return (
    <FormDialog
      title={request.kind === 'add-cluster' ? t('make_cluster') : t('edit_cluster_title', row?.name ?? '')} name={request.kind} onClose={onClose} submit={submit}
      submitLabel={request.kind === 'add-cluster' ? t('make') : t('save')} onSubmit={() => void send()} isDisabled={draft.name.trim() === ''}
    >
      <div class="form form--name">
        <TextField name="name" label={t('name')} value={draft.name} onInput={(name) => set({ name })} fault={submit.faults['name'] ?? submit.faults['id']} placeholder="production" autofocus />
        <TextField name="color" label={t('color')} type="color" value={draft.color} onInput={(color) => set({ color })} fault={submit.faults['color']} />
        <CheckField name="auto_connect" label={t('auto_connect')} hint={t('auto_connect_hint')} checked={draft.auto_connect} onInput={(auto_connect) => set({ auto_connect })} />
      </div>
      <MemberFields servers={draft.servers} fault={submit.faults['servers']} onInput={(servers) => set({ servers })} />
    </FormDialog>
  );
}
