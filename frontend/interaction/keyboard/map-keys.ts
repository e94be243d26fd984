import { placeIcon, tileInMiddle } from '../../state/icons/placing.ts';
import type { Page } from '../../state/page.ts';
import { fetched } from '../commands/command.ts';
import { fetchTools } from '../hand/tools.ts';
import { openMenuAtSelection } from '../menu.ts';
import { nearestInDirection, nearestToMiddle, type Direction } from './neighbour.ts';

const ARROWS: Readonly<Record<string, Direction>> = { ArrowLeft: 'left', ArrowRight: 'right', ArrowUp: 'up', ArrowDown: 'down' };
/** One tile along the axis that points most nearly that way on the screen. */
const TILES: Readonly<Record<Direction, readonly [number, number]>> = { left: [-1, 0], right: [1, 0], up: [0, -1], down: [0, 1] };
/** How far Alt and an arrow move what need not stand on whole tiles. */
const NUDGE_TILES = 0.1;
const PAN_PX = 90;
/** Frames in which a panel that is fetched is waited for. */
const PANEL_FRAMES = 120;

/** Keys that mean something only while the map has the focus. */
export function onMapKey(event: KeyboardEvent, page: Page): void {
  const direction = ARROWS[event.key];
  if (direction !== undefined) onArrow(event, direction, page);
  else if ((event.key === 'Enter' || event.key === ' ') && !event.ctrlKey && !event.metaKey) onEnter(page);
  else if (event.key === 'F10' && event.shiftKey) openMenuAtSelection(page);
  else return;
  event.preventDefault();
}

/** Alone: to the next server, or the map if none is selected. With Shift it joins; with Alt what is selected moves; with Ctrl the map pans. */
function onArrow(event: KeyboardEvent, direction: Direction, page: Page): void {
  const { last } = page.selection;
  if (event.altKey && page.selection.size.peek() > 0) { nudge(page, direction); return; }
  if (last === null || event.ctrlKey || event.metaKey) { pan(page, direction); return; }
  const next = nearestInDirection(page, last, direction);
  if (next === null) return;
  if (event.shiftKey) page.selection.add([next]);
  else page.selection.set([next]);
  page.bringIntoView(next);
}

function nudge(page: Page, direction: Direction): void {
  const [dx, dy] = TILES[direction];
  const step = page.snap.peek() === 'on' ? 1 : NUDGE_TILES;
  if (page.mayMove) void fetched(page, fetchTools, ({ nudge: move }) => move(page, dx * step, dy * step, step === 1));
}

function pan(page: Page, direction: Direction): void {
  const [x, y] = { left: [1, 0], right: [-1, 0], up: [0, 1], down: [0, -1] }[direction] as [number, number];
  page.port?.camera.panBy(x * PAN_PX, y * PAN_PX);
}

/** As soon as the panel stands there: it may still be on its way. */
function focusPanel(frames = PANEL_FRAMES): void {
  requestAnimationFrame(() => {
    const button = document.querySelector<HTMLElement>('.panel__actions button') ?? document.querySelector<HTMLElement>('.panel__head button');
    if (button !== null) button.focus();
    else if (frames > 0) focusPanel(frames - 1);
  });
}

/** Puts down what the hand holds; opens what is selected; with nothing selected, takes the server nearest to the middle. */
function onEnter(page: Page): void {
  const held = page.icons.held.peek();
  if (held !== null) {
    void placeIcon(page, held, page.icons.aim.peek() ?? tileInMiddle(page));
    return;
  }
  if (page.selection.size.peek() > 0) {
    page.isPanelClosed.value = false;
    // Into the panel; Escape comes back.
    focusPanel();
    return;
  }
  const nearest = nearestToMiddle(page);
  if (nearest !== null) {
    page.isPanelClosed.value = false;
    page.selection.set([nearest]);
  }
}
