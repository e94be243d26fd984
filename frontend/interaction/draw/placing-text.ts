import { toWorld } from '../../scene/camera.ts';
import { snapToTile } from '../../scene/space.ts';
import { t } from '../../state/words.ts';
import { panning } from '../hand/panning.ts';
import { idle } from '../hand/idle.ts';
import { isDragged, type Hand, type HandState, type Pointer } from '../hand-state.ts';

/** Released where it was pressed, a text lies there and its panel asks what it says; dragged, the map pans. */
export function placingText(hand: Hand, from: Pointer): HandState {
  const { page } = hand;
  const self: HandState = {
    name: 'placing-text',
    claims: false,
    down: () => panning(hand),
    move: (pointer) => (isDragged(from, pointer) ? panning(hand) : self),
    up() {
      page.tool.value = 'hand';
      void page.drawing.addText(snapToTile(toWorld(page.map.camera.peek(), page.map.size.peek(), from.at)), t('text_new'));
      return idle(hand);
    },
    cancel: () => idle(hand),
  };
  return self;
}
