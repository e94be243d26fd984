import { useEffect } from 'preact/hooks';
import { GROUPINGS, LAYERS } from '../../state/look.ts';
import { PACES, PAUSED } from '../../state/pace.ts';
import type { ContrastChoice, ThemeChoice } from '../../state/theme.ts';
import { t } from '../../state/words.ts';
import { CheckField, SelectField } from '../../ui/fields.tsx';
import { usePage } from '../page-context.ts';
import { Popover } from '../popover.tsx';

const TAGS_AGE_MS = 5_000;

/** What the map counts by from afar, what it leaves out, and how often numbers are refreshed. */
export function LookMenu() {
  const page = usePage();
  const { look, map } = page;
  useEffect(() => { page.tags.askKeys(TAGS_AGE_MS).catch(() => undefined); }, []);
  const grouping = map.grouping.value;
  const hidden = map.hidden.value;
  const tags = new Set([...page.tags.keys.value.map(({ key }) => `tag:${key}`), ...(grouping.startsWith('tag:') ? [grouping] : [])]);
  const options = [
    ...GROUPINGS.map((by) => ({ value: by, label: t(`by_${by}`) })),
    ...[...tags].map((tag) => ({ value: tag, label: t('by_tag', tag.slice(4)) })),
  ];
  return (
    <Popover name="look" label={t('look')}>
      <SelectField label={t('group_by')} name="grouping" value={grouping} options={options} onInput={(by) => look.groupBy(by)} />
      <SelectField
        label={t('numbers')} name="numbers" value={String(page.pace.choice.value)} onInput={(seconds) => { page.pace.choice.value = Number(seconds); }}
        options={[...PACES, PAUSED].map((seconds) => ({ value: String(seconds), label: seconds === 0 ? t('numbers_live') : seconds === PAUSED ? t('numbers_paused') : t('numbers_every', seconds) }))}
      />
      <fieldset class="popover__part">
        <legend class="field__label">{t('layers')}</legend>
        <div class="popover__checks">
          {LAYERS.map((layer) => <CheckField key={layer} label={t(`layer_${layer}`)} name={`layer-${layer}`} checked={!hidden.has(layer)} onInput={(isShown) => look.setHidden(layer, !isShown)} />)}
        </div>
      </fieldset>
      <Colours />
      <div class="popover__part">
        <CheckField label={t('minimap')} name="minimap" checked={look.minimap.value} onInput={(isShown) => look.setMinimap(isShown)} />
        <CheckField label={t('wheel_pans')} hint={t('wheel_pans_hint')} name="wheel-pans" checked={page.wheel.value === 'pan'} onInput={(pans) => { page.wheel.value = pans ? 'pan' : 'zoom'; }} />
      </div>
    </Popover>
  );
}

const THEMES: readonly ThemeChoice[] = ['auto', 'light', 'dark'];
const CONTRASTS: readonly ContrastChoice[] = ['auto', 'more', 'usual'];

/** Light or dark, how strong the contrast is, and in which colours states are told. */
function Colours() {
  const { choice, contrast, states } = usePage().theme;
  return (
    <fieldset class="popover__part">
      <legend class="field__label">{t('colours')}</legend>
      <div class="popover__checks">
        <SelectField
          label={t('colours_theme')} name="theme" value={choice.value} options={THEMES.map((value) => ({ value, label: t(`colours_theme_${value}`) }))}
          onInput={(value) => { choice.value = value as ThemeChoice; }}
        />
        <SelectField
          label={t('colours_contrast')} name="contrast" value={contrast.value} options={CONTRASTS.map((value) => ({ value, label: t(`colours_contrast_${value}`) }))}
          onInput={(value) => { contrast.value = value as ContrastChoice; }}
        />
      </div>
      <CheckField label={t('colours_safe')} hint={t('colours_safe_hint')} name="safe-states" checked={states.value === 'safe'} onInput={(isSafe) => { states.value = isSafe ? 'safe' : 'usual'; }} />
    </fieldset>
  );
}
