import type { Point } from '../scene/space.ts';
import type { Page } from '../state/page.ts';
import { idle } from './hand/idle.ts';
import type { Hand, HandState, Pointer } from './hand-state.ts';
import { onMapKey } from './keyboard/map-keys.ts';
import { openMenu, openMenuAtSelection } from './menu.ts';

const HOLD_MS = 500;

export type MapInput = {
  /** The present press belongs to a tool: the map must not pan with it. */
  claims(): boolean;
  /** Back to rest from whatever is under way; false if nothing was. */
  cancel(): boolean;
};

/** Gives the pointers and keys on the map to the state the hand is in. */
export function listenToMap(host: HTMLElement, page: Page): MapInput {
  const hand: Hand = {
    page,
    pick: ({ x, y }) => page.port?.pick(x, y) ?? null,
    openMenu: (at) => openMenu(page, at),
    go: (next) => go(next),
  };
  let state: HandState = idle(hand);
  let holdTimer = 0;
  let moveFrame = 0;
  let lastMove: Pointer | null = null;
  const go = (next: HandState): void => {
    if (next !== state) clearTimeout(holdTimer);
    state = next;
    host.dataset['hand'] = state.name;
  };

  const flushMove = (): void => {
    cancelAnimationFrame(moveFrame);
    moveFrame = 0;
    const pointer = lastMove;
    lastMove = null;
    if (pointer !== null) go(state.move(pointer));
  };

  host.addEventListener('pointerdown', (event) => {
    flushMove();
    page.menu.value = null;
    // The press of a mouse focuses the map by itself only after it; keys pressed meanwhile belong here already.
    host.focus({ preventScroll: true });
    // The middle button pans and the right one has a menu, whatever the hand is doing.
    if (event.button > 0) return;
    const pointer = pointerOf(event, host);
    go(state.down?.(pointer) ?? state);
    if (state.claims) host.setPointerCapture(event.pointerId);
    clearTimeout(holdTimer);
    if (pointer.isTouch) holdTimer = window.setTimeout(() => go(state.hold?.() ?? state), HOLD_MS);
  });
  host.addEventListener('pointermove', (event) => {
    // Many events arrive between two frames; only where the pointer ends up is looked at.
    lastMove = pointerOf(event, host);
    if (moveFrame === 0) moveFrame = requestAnimationFrame(flushMove);
  });
  // A pan may end outside the map.
  addEventListener('pointerup', (event) => {
    if (state.name === 'idle' || event.button > 0) return;
    flushMove();
    clearTimeout(holdTimer);
    go(state.up(pointerOf(event, host)));
  });
  // What a tap opens may lie under the finger: the click that browsers make of a tap must not press it.
  host.addEventListener('touchend', (event) => { if (event.cancelable) event.preventDefault(); }, { passive: false });
  host.addEventListener('pointercancel', () => go(state.cancel()));
  host.addEventListener('pointerleave', () => {
    lastMove = null;
    if (state.name === 'idle') page.map.hover.value = null;
  });
  host.addEventListener('contextmenu', (event) => {
    event.preventDefault();
    // A long press has opened the menu already; a press of the menu key has no place of its own.
    if (event.pointerType === 'touch') return;
    if (event.button === 2 || event.ctrlKey) openMenu(page, pointOf(event, host));
    else openMenuAtSelection(page);
  });
  host.addEventListener('dblclick', (event) => {
    if (state.finish !== undefined) { go(state.finish()); return; }
    const hit = hand.pick(pointOf(event, host));
    if (hit?.kind === 'server') page.reveal(hit.index);
    else if (hit?.kind === 'cluster') page.flyTo(page.world?.clusters[hit.index]?.members ?? []);
    else if (hit?.kind === 'network') page.flyTo(page.world?.networks.membersOf(hit.index) ?? []);
    else if (hit?.kind === 'group') page.flyTo(page.world?.grouping.members(hit.index) ?? []);
    else page.port?.camera.zoomBy(2, pointOf(event, host));
  });
  host.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && state.finish !== undefined) go(state.finish());
    else onMapKey(event, page);
  });

  return {
    claims: () => state.claims,
    cancel() {
      const wasBusy = state.name !== 'idle';
      go(state.cancel());
      return wasBusy;
    },
  };
}

function pointOf(event: MouseEvent, host: HTMLElement): Point {
  const box = host.getBoundingClientRect();
  return { x: event.clientX - box.left, y: event.clientY - box.top };
}

function pointerOf(event: PointerEvent, host: HTMLElement): Pointer {
  return {
    at: pointOf(event, host), id: event.pointerId, isTouch: event.pointerType === 'touch',
    isPrimaryButton: event.button === 0, mod: event.ctrlKey || event.metaKey, shift: event.shiftKey, alt: event.altKey,
  };
}
