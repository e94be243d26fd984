import type { Flat } from './face.ts';
import { penned } from './outlines.ts';

/**
 * Letters drawn by us as lines on a grid of 4 × 6, so that they lie in the plane of a face and look alike everywhere.
 * Two digits are a point, a dot before one makes the corner round, a space lifts the pen.
 */
const LETTERS: Readonly<Record<string, string>> = {
  A: '002640 1131', B: '33.36.060.00.40.43330313', C: '45.46.06.00.40.41', D: '0006.46.400000', E: '46060040 0333', F: '460600 0333', G: '45.46.06.00.40.4323',
  H: '0006 4046 0343', I: '2026', J: '01.00.4046', K: '0006 4603 1440', L: '060040', M: '0006234640', N: '00064046', O: '26.06.00.40.4626', P: '0006.46.43.03',
  Q: '26.06.00.40.4626 2240', R: '0006.46.4303 2340', S: '45.46.06.03.43.40.0001', T: '0646 2620', U: '06.00.4046', V: '062046', W: '0610345066', X: '0046 0640',
  Y: '0623 4623 2320', Z: '06460040',
};
const THICK = 1.15;
const ROUND = 1.35;
const GAP = 1.75;

/** Outlines of a short text, two units high, its middle at the origin. */
export function letters(text: string): Flat[][] {
  const lines: Flat[][] = [];
  let at = 0;
  for (const letter of text) {
    const drawn = (LETTERS[letter] ?? '').split(' ').map(pointsOf);
    const width = Math.max(0, ...drawn.flat().map(([x]) => x));
    const least = Math.min(...drawn.flat().map(([x]) => x));
    lines.push(...drawn.map((points) => points.map(([x, y]): Flat => [x - least + at, y])));
    at += width - least + GAP;
  }
  const middle = (at - GAP) / 2;
  return lines.flatMap((line) => penned(line.map(([x, y]): Flat => [(x - middle) / 3, (y - 3) / 3]), THICK / 3));
}

function pointsOf(stroke: string): Flat[] {
  const corners = [...stroke.matchAll(/(\.?)(\d)(\d)/g)].map(([, dotted, x, y]) => ({ isRound: dotted === '.', x: Number(x), y: Number(y) }));
  return corners.flatMap(({ isRound, x, y }, index): Flat[] => {
    const before = corners[index - 1];
    const after = corners[index + 1];
    if (!isRound || !before || !after) return [[x, y]];
    const from = towards(x, y, before.x, before.y);
    const to = towards(x, y, after.x, after.y);
    return [0, 0.25, 0.5, 0.75, 1].map((t): Flat => [
      (1 - t) ** 2 * from[0] + 2 * t * (1 - t) * x + t * t * to[0], (1 - t) ** 2 * from[1] + 2 * t * (1 - t) * y + t * t * to[1],
    ]);
  });
}

function towards(x: number, y: number, toX: number, toY: number): Flat {
  const away = Math.hypot(toX - x, toY - y);
  const part = Math.min(ROUND, away / 2) / away;
  return [x + (toX - x) * part, y + (toY - y) * part];
}
