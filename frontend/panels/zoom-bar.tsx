import { showAll, zoomIn, zoomOut } from '../interaction/commands/view-commands.ts';
import { number, t } from '../state/words.ts';
import { CommandButton } from './command-button.tsx';
import { usePage } from './page-context.ts';

export function ZoomBar() {
  return (
    <div class="island bar bar--zoom" role="toolbar" aria-label={t('zoom')}>
      <CommandButton command={zoomOut} iconOnly />
      <ZoomValue />
      <CommandButton command={zoomIn} iconOnly />
      <CommandButton command={showAll} iconOnly />
    </div>
  );
}

/** Alone in following the camera, so that a gesture redraws nothing else. */
function ZoomValue() {
  const { k } = usePage().map.camera.value;
  return <output class="zoom__value">{number(k * 100, k < 0.1 ? 1 : 0)} %</output>;
}
