import type { Page } from '../../state/page.ts';
import { drop } from '../move/moving.ts';
import { openMenuAtSelection } from '../menu.ts';
import { nearestInDirection, nearestToMiddle, type Direction } from './neighbour.ts';

const ARROWS: Readonly<Record<string, Direction>> = { ArrowLeft: 'left', ArrowRight: 'right', ArrowUp: 'up', ArrowDown: 'down' };
/** One tile along the axis that points most nearly that way on the screen. */
const TILES: Readonly<Record<Direction, readonly [number, number]>> = { left: [-1, 0], right: [1, 0], up: [0, -1], down: [0, 1] };
const PAN_PX = 90;

/** Keys that mean something only while the map has the focus. */
export function onMapKey(event: KeyboardEvent, page: Page): void {
  const direction = ARROWS[event.key];
  if (direction !== undefined) onArrow(event, direction, page);
  else if ((event.key === 'Enter' || event.key === ' ') && !event.ctrlKey && !event.metaKey) onEnter(page);
  else if (event.key === 'F10' && event.shiftKey) openMenuAtSelection(page);
  else return;
  event.preventDefault();
}

/** Alone: to the next server, or the map if none is selected. With Shift it joins; with Alt servers move; with Ctrl the map pans. */
function onArrow(event: KeyboardEvent, direction: Direction, page: Page): void {
  const { last } = page.selection;
  const item = page.selection.item.peek();
  if (event.altKey && item !== null) {
    const [dx, dy] = TILES[direction];
    if (page.mayEdit) void page.drawing.nudge(item, dx, dy);
    return;
  }
  if (last === null || event.ctrlKey || event.metaKey) { pan(page, direction); return; }
  if (event.altKey) {
    const [dx, dy] = TILES[direction];
    if (page.mayMove) void drop(page, page.selection.servers.peek(), dx, dy);
    return;
  }
  const next = nearestInDirection(page, last, direction);
  if (next === null) return;
  if (event.shiftKey) page.selection.add([next]);
  else page.selection.set([next]);
  bringIntoView(page, next);
}

function pan(page: Page, direction: Direction): void {
  const [x, y] = { left: [1, 0], right: [-1, 0], up: [0, 1], down: [0, -1] }[direction] as [number, number];
  page.port?.camera.panBy(x * PAN_PX, y * PAN_PX);
}

/** Opens what is selected; with nothing selected, takes the server nearest to the middle. */
function onEnter(page: Page): void {
  if (page.selection.servers.peek().size > 0 || page.selection.item.peek() !== null) {
    page.isPanelClosed.value = false;
    // Into the panel; Escape comes back.
    requestAnimationFrame(() => (document.querySelector<HTMLElement>('.panel__actions button') ?? document.querySelector<HTMLElement>('.panel__head button'))?.focus());
    return;
  }
  const nearest = nearestToMiddle(page);
  if (nearest !== null) {
    page.isPanelClosed.value = false;
    page.selection.set([nearest]);
  }
}

function bringIntoView(page: Page, server: number): void {
  const at = page.locate(server);
  const { width, height } = page.map.size.peek();
  const right = page.hasPanel.peek() && !page.map.isNarrow.peek() ? 400 : 60;
  if (at === null || at.x < 60 || at.y < 80 || at.x > width - right || at.y > height - 80) page.flyTo([server]);
}
