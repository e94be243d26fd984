import { useState } from 'preact/hooks';
import { reconnect } from '../../state/reconnecting.ts';
import { t } from '../../state/words.ts';
import { usePage } from '../page-context.ts';
import type { DialogOf } from './dialog-host.tsx';
import { FormDialog } from './form-dialog.tsx';
import { ServerPicker } from './server-picker.tsx';
import { useSubmit } from './use-submit.ts';

const SIDES = ['from', 'to'] as const;
type Ends = Readonly<Record<(typeof SIDES)[number], string>>;

/** Chooses another server for either end of a connection. */
export function ReconnectDialog({ request, onClose }: DialogOf<'reconnect'>) {
  const page = usePage();
  const [before] = useState<Ends>(() => {
    const row = page.world?.connectionIndexOf(request.id) ?? -1;
    const idAt = (side: keyof Ends): string => page.world?.idOf(page.world.connections[side][row] ?? -1) ?? '';
    return { from: idAt('from'), to: idAt('to') };
  });
  const [ends, setEnds] = useState(before);
  const submit = useSubmit(SIDES);
  const isUnknown = (side: keyof Ends): boolean => (page.world?.indexOf(ends[side].trim()) ?? -1) < 0;
  const changed = Object.fromEntries(SIDES.filter((side) => ends[side].trim() !== before[side]).map((side) => [side, ends[side].trim()]));
  const send = (): Promise<void> => submit.run(async () => {
    await reconnect(page, request.id, changed);
    onClose();
  });
  return (
    <FormDialog title={t('reconnect')} name={request.kind} onClose={onClose} submit={submit} submitLabel={t('save')} onSubmit={() => void send()} isDisabled={Object.keys(changed).length === 0 || SIDES.some(isUnknown)}>
      <div class="form">
        {SIDES.map((side) => (
          <ServerPicker
            key={side} name={side} label={t(`end_${side}`)} wide autofocus={side === 'from'} value={ends[side]} onInput={(id) => setEnds({ ...ends, [side]: id })}
            fault={ends[side].trim() !== '' && isUnknown(side) ? t('no_such_server', ends[side].trim()) : submit.faults[side]}
          />
        ))}
      </div>
    </FormDialog>
  );
}
