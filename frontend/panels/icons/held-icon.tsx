import { tileOnScreen } from '../../state/icons/placing.ts';
import { t } from '../../state/words.ts';
import { Button } from '../../ui/button.tsx';
import { usePage } from '../page-context.ts';

/** Width of a picture, and how far its foot is below the middle of its tile, in widths of a tile. */
const WIDTH = 0.9;
const FOOT = 0.26;

/** While an icon is in the hand: its picture on the tile the pointer is on, and how to put it down. */
export function HeldIconBar() {
  const page = usePage();
  const held = page.icons.held.value;
  if (held === null) return null;
  const aim = page.icons.aim.value;
  const at = aim === null ? null : tileOnScreen(page, aim, page.map.camera.value);
  return (
    <>
      {at === null ? null : <div class="held" aria-hidden="true" style={{ left: `${at.x}px`, top: `${at.y + at.width * FOOT}px`, width: `${at.width * WIDTH}px` }}><img src={held.url} alt="" /></div>}
      <div class="island bar bar--held" role="status">
        <img src={held.url} alt="" />
        <span>{page.map.isNarrow.value ? t('icons_tap', held.title) : t('icons_click', held.title)}</span>
        <Button label={t('icons_done')} name="let-go" onClick={() => void page.icons.letGo()} />
      </div>
    </>
  );
}
