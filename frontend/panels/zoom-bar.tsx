import { showAll, zoomIn, zoomOut } from '../interaction/commands/view-commands.ts';
import { look, minimap } from '../interaction/commands/explore-commands.ts';
import { number, t } from '../state/words.ts';
import { CommandButton } from './command-button.tsx';
import { lazy } from './lazy.tsx';
import { usePage } from './page-context.ts';

const LookMenu = lazy(async () => (await import('./explore/look-menu.tsx')).LookMenu);

/** How close the map is, and what it shows. */
export function ZoomBar() {
  const page = usePage();
  return (
    <div class="island bar bar--zoom" role="toolbar" aria-label={t('zoom')}>
      <CommandButton command={zoomOut} iconOnly />
      <ZoomValue />
      <CommandButton command={zoomIn} iconOnly />
      <CommandButton command={showAll} iconOnly />
      <span class="bar__rule" />
      <CommandButton command={minimap} iconOnly pressed={page.look.minimap.value} />
      <CommandButton command={look} iconOnly expanded={page.unfolded.value === 'look'} />
      {page.unfolded.value === 'look' ? <LookMenu /> : null}
    </div>
  );
}

/** Alone in following the camera, so that a gesture redraws nothing else. */
function ZoomValue() {
  const { k } = usePage().map.camera.value;
  return <output class="zoom__value">{number(k * 100, k < 0.1 ? 1 : 0)} %</output>;
}
