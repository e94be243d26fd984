import { tileAt } from '../../state/icons/placing.ts';
import type { Hand, HandState, Pointer } from '../hand-state.ts';
import { pointingServer } from '../move/pointing-server.ts';
import { pointing } from './pointing.ts';
import { withTools, type Tools } from './tools.ts';

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
      if (page.icons.held.peek() !== null) {
        page.map.hover.value = null;
        page.icons.aim.value = tileAt(page, pointer.at);
        return self;
      }
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
  const tool = page.tool.peek();
  const isEditing = page.mayEdit && !pointer.mod;
  const begin = (pick: (tools: Tools) => HandState): HandState => withTools(hand, pick);
  if (page.icons.held.peek() !== null) return begin(({ placing }) => placing(hand, pointer));
  if (tool === 'freehand' || tool === 'lasso' || pointer.shift) return begin(({ drawing }) => drawing(hand, pointer, tool === 'freehand'));
  if (isEditing && hit?.kind === 'anchor') return begin(({ onAnchor }) => onAnchor(hand, pointer, hit.index) ?? pointing(hand, pointer, hit));
  if (isEditing && tool === 'area') return begin(({ drawingArea }) => drawingArea(hand, pointer));
  if (isEditing && tool === 'line') return begin(({ drawingLine }) => drawingLine(hand, pointer));
  if (isEditing && tool === 'text') return begin(({ placingText }) => placingText(hand, pointer));
  if (isEditing && (hit?.kind === 'handle' || (hit?.kind === 'server' && tool === 'connect'))) return begin(({ connecting }) => connecting(hand, pointer, hit.index));
  if (isEditing && hit?.kind === 'server' && page.mayMove && page.selection.servers.peek().has(hit.index)) return pointingServer(hand, pointer, hit.index);
  return pointing(hand, pointer, hit);
}
