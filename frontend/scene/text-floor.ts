import type { FloorText } from '../../backend/contract/floor-text.ts';
import type { Floor } from './areas.ts';

/** Widths of letters in ems, generous: the floor only has to hold the text. */
const EM = 0.62;

/** The rectangle a text on the floor lies in: it starts at its position and runs along its axis. */
export function textFloor({ name, position: { x, y }, size, orientation }: Pick<FloorText, 'name' | 'position' | 'size' | 'orientation'>): Floor {
  const length = Math.max(1, name.length) * size * EM;
  const half = size / 2;
  return orientation === 'x'
    ? { minX: x - half, minY: y - half, maxX: x - half + length, maxY: y + half }
    : { minX: x - half, minY: y + half - length, maxX: x + half, maxY: y + half };
}
