import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import { Arranging, type Choice, type Stage } from '../../state/arranging/arranging.ts';
import { isBeyondUndo, offersFor, PITCHES } from '../../state/arranging/offers.ts';
import { follow } from '../../state/follow.ts';
import { many, number, t } from '../../state/words.ts';
import { Button } from '../../ui/button.tsx';
import { CheckField, Segments } from '../../ui/fields.tsx';
import { Icon } from '../../ui/icons/icon.tsx';
import { PanelFrame } from '../details/panel-frame.tsx';
import { usePage } from '../page-context.ts';

type Spacing = keyof typeof PITCHES;
type Draft = Omit<Choice, 'layout' | 'pitch'> & { readonly layout: Choice['layout'] | ''; readonly spacing: Spacing };

const SPACINGS: readonly Spacing[] = ['compact', 'normal', 'wide'];
const NOTHING: Draft = { layout: '', scope: 'all', keepsSelected: false, spacing: 'normal', direction: 'right' };

/** Chooses a layout while the map shows each choice. Apply makes it everybody's; Cancel and Escape leave all as it was. */
export function ArrangePanel() {
  const page = usePage();
  const world = page.map.world.value;
  follow(page.map.shape);
  const [draft, setDraft] = useState<Draft>({ ...NOTHING, scope: page.selection.servers.peek().size > 1 ? 'selection' : 'all' });
  const isApplied = useRef(false);
  const body = useRef<HTMLDivElement>(null);
  const arranging = useMemo(() => new Arranging(page), []);
  useEffect(() => {
    const [first, ...others] = body.current?.querySelectorAll<HTMLInputElement>('input:not([disabled])') ?? [];
    const offered = [first, ...others].find((input) => input?.value === page.session.firstLayout);
    (offered ?? first)?.focus();
    // What the configuration names is shown at once, as if it had been chosen.
    if (offered !== undefined) choose({ layout: offered.value as Choice['layout'] });
  }, []);
  // Not useEffect: its end comes after the next paint, which would show the preview without its panel.
  useLayoutEffect(() => () => arranging.end(isApplied.current), []);
  const selected = page.selection.servers.value.size;
  const stage = arranging.stage.value;
  useEffect(() => page.notices.say(sentenceOf(stage)), [stage]);
  if (world === null) return null;

  const choose = (part: Partial<Draft>): void => {
    const next = { ...draft, ...part };
    setDraft(next);
    const { layout, spacing, ...rest } = next;
    if (layout !== '') void arranging.choose({ ...rest, layout, pitch: PITCHES[spacing] });
  };
  const close = (): void => {
    page.isArranging.value = false;
    page.port?.focus();
  };
  const apply = async (): Promise<void> => {
    if (!await arranging.apply()) return;
    isApplied.current = true;
    close();
    page.flyToAll();
  };
  return (
    <PanelFrame
      title={t('arrange')} name="arrange" onClose={close}
      actions={<><Button label={t('apply')} kind="primary" icon="tick" name="apply" disabled={stage.kind !== 'shown' || stage.moves === 0} onClick={() => void apply()} /><Button label={t('cancel')} name="cancel" onClick={close} /></>}
    >
      <div class="choices" ref={body}>
        <Segments
          label={t('layout')} name="layout" value={draft.layout} isGrid onInput={(layout) => choose({ layout: layout as Choice['layout'] })}
          options={offersFor(world, draft, selected).map(({ name, isPossible }) => ({ value: name, label: t(`layout_${name}`), disabled: !isPossible }))}
        />
        <p class="soft" data-stage={stage.kind}>{sentenceOf(stage)}</p>
        {stage.kind === 'shown' && isBeyondUndo(stage.moves) ? <p class="problem" data-name="no-undo"><Icon name="problems" />{t('arrange_no_undo', number(stage.moves))}</p> : null}
        <Segments label={t('spacing')} name="spacing" value={draft.spacing} options={SPACINGS.map((value) => ({ value, label: t(`spacing_${value}`) }))} onInput={(spacing) => choose({ spacing: spacing as Spacing })} />
        {draft.layout === 'layered' ? (
          <Segments
            label={t('direction')} name="direction" value={draft.direction} onInput={(direction) => choose({ direction: direction as Choice['direction'] })}
            options={[{ value: 'right', label: t('direction_right') }, { value: 'down', label: t('direction_down') }]}
          />
        ) : null}
        <Segments
          label={t('scope')} name="scope" value={draft.scope} onInput={(scope) => choose({ scope: scope as Choice['scope'] })}
          options={[{ value: 'all', label: t('scope_all') }, { value: 'selection', label: t('scope_selection'), disabled: selected < 2 }]}
        />
        {draft.scope === 'all' && (selected > 0 || draft.keepsSelected) ? <CheckField label={t('keep_selected')} name="keep" checked={draft.keepsSelected} onInput={(keepsSelected) => choose({ keepsSelected })} /> : null}
      </div>
    </PanelFrame>
  );
}

function sentenceOf(stage: Stage): string {
  switch (stage.kind) {
    case 'waiting': return t('arrange_hint');
    case 'computing': return t('arrange_computing');
    case 'applying': return t('arrange_applying');
    case 'shown': return stage.moves === 0 ? t('arrange_same') : many('arrange_moves', stage.moves);
  }
}
