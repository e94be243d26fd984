import { connecting } from '../connect/connecting.ts';
import { drawingArea } from '../draw/drawing-area.ts';
import { drawingLine } from '../draw/drawing-line.ts';
import { placingText } from '../draw/placing-text.ts';
import type { Hand, HandState, Pointer } from '../hand-state.ts';
import { drawing } from '../lasso/drawing.ts';
import { pointingServer } from '../move/pointing-server.ts';
import { anchorAt, shaping } from '../shape/shaping.ts';
import { pointing } from './pointing.ts';

/** Nothing is pressed: what the pointer is on is lit, and a press decides what the hand does next. */
export function idle(hand: Hand): HandState {
  const { page } = hand;
  const self: HandState = {
    name: 'idle',
    claims: false,
    down(pointer) {
      if (!pointer.isPrimaryButton) return self;
      return nextOnPress(hand, pointer);
    },
    move(pointer) {
      if (pointer.isTouch) return self;
      const hit = hand.pick(pointer.at);
      const before = page.map.hover.peek();
      if (hit?.kind !== before?.kind || hit?.index !== before?.index) page.map.hover.value = hit;
      return self;
    },
    up: () => self,
    cancel: () => self,
  };
  return self;
}

function nextOnPress(hand: Hand, pointer: Pointer): HandState {
  const { page } = hand;
  const hit = hand.pick(pointer.at);
  const isEditing = page.mayEdit && !pointer.mod;
  if (pointer.shift || page.tool.peek() === 'lasso') return drawing(hand, pointer);
  if (isEditing && hit?.kind === 'anchor') {
    const held = anchorAt(page, { kind: 'anchor', index: hit.index });
    if (held !== null) return shaping(hand, pointer, held.shaped, held.anchor);
  }
  if (isEditing && page.tool.peek() === 'area') return drawingArea(hand, pointer);
  if (isEditing && page.tool.peek() === 'line') return drawingLine(hand, pointer);
  if (isEditing && page.tool.peek() === 'text') return placingText(hand, pointer);
  if (isEditing && hit?.kind === 'handle') return connecting(hand, pointer, hit.index);
  if (isEditing && hit?.kind === 'server') {
    if (page.tool.peek() === 'connect') return connecting(hand, pointer, hit.index);
    if (page.mayMove && page.selection.servers.peek().has(hit.index)) return pointingServer(hand, pointer, hit.index);
  }
  return pointing(hand, pointer, hit);
}
