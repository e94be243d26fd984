import { useState } from 'preact/hooks';
import type { NewNetwork } from '../../../backend/contract/network.ts';
import { NETWORK_MODES, type NetworkMode } from '../../../backend/contract/statuses.ts';
import { follow } from '../../state/follow.ts';
import { addNetwork, changeNetwork, removeNetwork } from '../../state/network-edits.ts';
import { many, t } from '../../state/words.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { SelectField, TextField } from '../../ui/fields.tsx';
import { NetworkRows } from '../details/network-rows.tsx';
import { usePage } from '../page-context.ts';
import type { DialogOf } from './dialog-host.tsx';
import { FormDialog } from './form-dialog.tsx';
import { MemberFields } from './member-fields.tsx';
import { useSubmit } from './use-submit.ts';

const FIELDS = ['name', 'id', 'cidr', 'mode', 'vlan', 'gateway', 'dhcp_range'];
/** Members named in the question before a network goes. */
const NAMED = 12;

/** Makes a network, of the selected servers or of none, or changes one. */
export function NetworkDialog({ request, onClose }: DialogOf<'add-network' | 'edit-network'>) {
  const page = usePage();
  const networks = page.world?.networks;
  const place = request.kind === 'edit-network' ? networks?.indexOf(request.id) ?? -1 : -1;
  const [row] = useState(() => networks?.rows[place]);
  const [before] = useState(() => ({
    name: row?.name ?? '', cidr: row?.cidr ?? '', mode: row?.mode ?? 'bridge', vlan: String(row?.vlan ?? ''), gateway: row?.gateway ?? '', dhcp_range: row?.dhcp_range ?? '',
  }));
  const [members] = useState(() => (request.kind === 'add-network' ? [...request.ids] : (networks?.membersOf(place) ?? []).map((server) => page.world?.idOf(server) ?? '')));
  const [draft, setDraft] = useState(before);
  const [servers, setServers] = useState(members);
  const submit = useSubmit(FIELDS);
  const set = (part: Partial<typeof draft>): void => setDraft({ ...draft, ...part });
  const send = (): Promise<void> => submit.run(async () => {
    if (request.kind === 'add-network') await addNetwork(page, bodyOf(draft), servers);
    else {
      const [after, known] = [bodyOf(draft), bodyOf(before)];
      // Only what differs, so that nobody else's change is overwritten.
      const patch = Object.fromEntries(Object.entries(after).filter(([key, value]) => value !== known[key as keyof typeof known]));
      const [now, was] = [new Set(servers), new Set(members)];
      await changeNetwork(page, request.id, draft.name.trim() || request.id, patch, { join: servers.filter((id) => !was.has(id)), leave: members.filter((id) => !now.has(id)) });
    }
    onClose();
  });
  const text = (field: 'cidr' | 'vlan' | 'gateway' | 'dhcp_range', placeholder: string) =>
    <TextField name={field} label={t(field)} value={draft[field]} onInput={(value) => set({ [field]: value })} fault={submit.faults[field]} placeholder={placeholder} mono />;
  return (
    <FormDialog
      title={request.kind === 'add-network' ? t('make_network') : t('edit_name', row?.name ?? '')} name={request.kind} onClose={onClose} submit={submit}
      submitLabel={request.kind === 'add-network' ? t('make') : t('save')} onSubmit={() => void send()} isDisabled={draft.name.trim() === ''}
    >
      <div class="form">
        <TextField name="name" label={t('name')} value={draft.name} onInput={(name) => set({ name })} fault={submit.faults['name'] ?? submit.faults['id']} placeholder="LAN" autofocus />
        <SelectField name="mode" label={t('mode')} value={draft.mode} options={NETWORK_MODES.map((value) => ({ value, label: t(`network_mode_${value}`) }))} onInput={(mode) => set({ mode })} fault={submit.faults['mode']} />
        {text('cidr', '10.0.0.0/24')}
        {text('gateway', '10.0.0.1')}
        {text('vlan', '100')}
        {text('dhcp_range', '10.0.0.100-10.0.0.200')}
      </div>
      <MemberFields servers={servers} onInput={setServers} />
    </FormDialog>
  );
}

/** Asks before a network goes, and says who belongs to it. */
export function DeleteNetwork({ request, onClose }: DialogOf<'delete-network'>) {
  const page = usePage();
  const { world } = page;
  const submit = useSubmit([]);
  const place = world?.networks.indexOf(request.id) ?? -1;
  const name = world?.networks.rows[place]?.name ?? request.id;
  const members = world?.networks.membersOf(place) ?? [];
  const names = members.slice(0, NAMED).map((server) => world?.nameOf(server) ?? '').join(', ') + (members.length > NAMED ? ', …' : '');
  const send = (): Promise<void> => submit.run(async () => {
    await removeNetwork(page, request.id, name);
    onClose();
  });
  return (
    <FormDialog title={t('delete_network_title', name)} name={request.kind} size="small" onClose={onClose} submit={submit} submitLabel={t('delete')} onSubmit={() => void send()} isDanger>
      <p>{members.length === 0 ? t('network_empty') : many('delete_network_members', members.length, names)}</p>
    </FormDialog>
  );
}

/** Every network by name; a click selects it. */
export function NetworksDialog({ onClose }: DialogOf<'networks'>) {
  const page = usePage();
  follow(page.map.shape);
  const networks = page.map.world.value?.networks;
  const nameOf = (network: number): string => networks?.rows[network]?.name ?? '';
  const all = (networks?.rows ?? []).flatMap(({ alive }, network) => (alive ? [network] : [])).sort((a, b) => nameOf(a).localeCompare(nameOf(b), page.session.language, { numeric: true }));
  return (
    <Dialog title={t('networks')} name="networks" closeLabel={t('close')} onClose={onClose} actions={page.mayEdit ? <Button label={t('make_network')} kind="primary" name="make-network" onClick={() => page.open({ kind: 'add-network', ids: [] })} /> : undefined}>
      {all.length === 0 ? <p class="soft">{t('networks_none')}</p> : <NetworkRows networks={all} onChoose={onClose} />}
    </Dialog>
  );
}

/** A VLAN that is no number goes as it is: the daemon says what is wrong with it. */
function bodyOf({ name, cidr, mode, vlan, gateway, dhcp_range }: Readonly<Record<'name' | 'cidr' | 'mode' | 'vlan' | 'gateway' | 'dhcp_range', string>>): NewNetwork {
  const number = vlan.trim() === '' ? null : Number(vlan);
  return {
    name: name.trim(), cidr: cidr.trim(), mode: mode as NetworkMode, gateway: gateway.trim(), dhcp_range: dhcp_range.trim(),
    vlan: Number.isNaN(number) ? vlan as unknown as number : number,
  };
}
