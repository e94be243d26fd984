import type { Hit } from '../state/map-state.ts';
import type { Page } from '../state/page.ts';
import type { Point } from '../scene/space.ts';

/** One event of one pointer, in pixels from the top left of the map. */
export type Pointer = {
  readonly at: Point;
  readonly id: number;
  readonly isTouch: boolean;
  readonly isPrimaryButton: boolean;
  /** Ctrl or ⌘. */
  readonly mod: boolean;
  readonly shift: boolean;
  readonly alt: boolean;
};

/**
 * One thing the hand can be doing. Handlers return what it does next; to stay, they return themselves.
 * `claims`: the press belongs to the tool, so the map must not pan with it.
 */
export type HandState = {
  readonly name: string;
  readonly claims: boolean;
  down?(pointer: Pointer): HandState;
  move(pointer: Pointer): HandState;
  up(pointer: Pointer): HandState;
  /** Enter, or a double click: what is under way is complete. */
  finish?(): HandState;
  /** Held still for half a second. */
  hold?(): HandState;
  /** Escape, a second finger, or the browser took the pointer away: everything is as before the press. */
  cancel(): HandState;
};

/** What every state may use. */
export type Hand = {
  readonly page: Page;
  pick(at: Point): Hit | null;
  openMenu(at: Point): void;
  /** Goes on to a state that no event led to. */
  go(next: HandState): void;
};

/** Pixels a pointer may wander between press and release and still click. */
const CLICK_DISTANCE = 4;
const TOUCH_DISTANCE = 10;

export const isDragged = (from: Pointer, to: Pointer): boolean =>
  Math.hypot(to.at.x - from.at.x, to.at.y - from.at.y) > (from.isTouch ? TOUCH_DISTANCE : CLICK_DISTANCE);
