import { useState } from 'preact/hooks';
import { CONNECTION_TYPES, type ConnectionType } from '../../../backend/contract/statuses.ts';
import { pairsOf, type Shape } from '../../state/edits.ts';
import { many, t } from '../../state/words.ts';
import { Button } from '../../ui/button.tsx';
import { Segments, SelectField, TextField } from '../../ui/fields.tsx';
import { Icon } from '../../ui/icons/icon.tsx';
import { usePage } from '../page-context.ts';
import { Alert } from './alert.tsx';
import type { DialogOf } from './dialog-host.tsx';
import { FormDialog } from './form-dialog.tsx';
import { ServerPicker } from './server-picker.tsx';
import { DEFAULT_STROKE, withStroke } from './style-draft.ts';
import { StyleFields } from './style-fields.tsx';
import { useSubmit } from './use-submit.ts';

const SHAPES: readonly Shape[] = ['chain', 'star', 'mesh'];
/** More connections than this in one go are surely a slip. */
const PAIRS_MOST = 500;
/** `cluster_internal` belongs to clusters, which make it themselves. */
const TYPES = CONNECTION_TYPES.filter((type) => type !== 'cluster_internal');

/** Connects servers: one with another, or several in a shape. */
export function ConnectDialog({ request, onClose }: DialogOf<'connect'>) {
  const page = usePage();
  const [ids, setIds] = useState(request.ids);
  const [waypoints, setWaypoints] = useState(request.waypoints ?? []);
  const [target, setTarget] = useState('');
  const [type, setType] = useState<ConnectionType>('standard');
  const [label, setLabel] = useState('');
  const [shape, setShape] = useState<Shape>('chain');
  const [stroke, setStroke] = useState(DEFAULT_STROKE);
  const submit = useSubmit([]);
  const nameOf = (id: string): string => page.world?.nameOf(page.world.indexOf(id)) ?? id;
  const all = ids.length === 1 ? [...ids, target.trim()].filter(Boolean) : ids;
  const pairs = pairsOf(all, all.length === 2 ? 'chain' : shape);
  const isUnknown = ids.length === 1 && target.trim() !== '' && (page.world?.indexOf(target.trim()) ?? -1) < 0;
  const swap = (): void => {
    setIds([...ids].reverse());
    setWaypoints([...waypoints].reverse());
  };
  const send = (): Promise<void> => submit.run(async () => {
    onClose();
    await page.edits.connect(pairs, { type, label: label.trim(), style: withStroke(waypoints.length === 0 ? {} : { waypoints: [...waypoints] }, stroke) });
  });
  return (
    <FormDialog
      title={ids.length === 1 ? t('connect_title_one', nameOf(ids[0] ?? '')) : t('connect_title')} name={request.kind} onClose={onClose} submit={submit}
      submitLabel={many('connect_submit', pairs.length)} onSubmit={() => void send()} isDisabled={pairs.length === 0 || pairs.length > PAIRS_MOST || isUnknown}
    >
      {ids.length === 2 ? (
        <div class="pair">
          <b>{nameOf(ids[0] ?? '')}</b><span aria-hidden="true">→</span><span class="visually-hidden">{t('to')}</span><b>{nameOf(ids[1] ?? '')}</b>
          <Button label={t('swap')} icon="refresh" iconOnly onClick={swap} />
        </div>
      ) : null}
      <div class="form">
        {ids.length === 1 ? <ServerPicker name="target" label={t('connect_target')} wide autofocus value={target} onInput={setTarget} fault={isUnknown ? t('no_such_server', target.trim()) : undefined} /> : null}
        {ids.length > 2 ? <Segments name="shape" label={t('shape')} value={shape} onInput={(value) => setShape(value as Shape)} options={SHAPES.map((value) => ({ value, label: t(`shape_${value}`) }))} /> : null}
        {ids.length > 2 && shape === 'star' ? <SelectField name="hub" label={t('shape_hub')} wide value={ids[0] ?? ''} options={ids.map((id) => ({ value: id, label: nameOf(id) }))} onInput={(hub) => setIds([hub, ...ids.filter((id) => id !== hub)])} /> : null}
        <SelectField name="type" label={t('connection_type')} value={type} options={TYPES.map((value) => ({ value, label: t(`connection_${value}`) }))} onInput={(value) => setType(value as ConnectionType)} />
        <TextField name="label" label={t('label')} value={label} onInput={setLabel} placeholder={t('optional')} />
        <details><summary><Icon name="chevron_down" />{t('line')}</summary><div class="form"><StyleFields draft={stroke} faults={submit.faults} onInput={(part) => setStroke({ ...stroke, ...part })} /></div></details>
      </div>
      {pairs.length > PAIRS_MOST ? <Alert kind="warning" text={t('connect_too_many', PAIRS_MOST)} /> : null}
    </FormDialog>
  );
}
