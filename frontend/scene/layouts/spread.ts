/** A rectangle around its middle. */
export type Square = { readonly x: number; readonly y: number; readonly width: number; readonly height: number };

const STEP = 1.12;
const MOST_STEPS = 60;

/** The same rectangles moved away from the origin, all by one factor, until none touches another. */
export function spreadApart(squares: readonly Square[]): Square[] {
  let spread = squares.map((square) => ({ ...square }));
  for (let step = 0; step < MOST_STEPS && hasOverlap(spread); step++) spread = spread.map(({ x, y, ...size }) => ({ x: x * STEP, y: y * STEP, ...size }));
  return spread;
}

function hasOverlap(squares: readonly Square[]): boolean {
  const cell = squares.reduce((most, { width, height }) => Math.max(most, width, height), 1);
  const cells = new Map<string, Square[]>();
  for (const square of squares) {
    const [column, row] = [Math.floor(square.x / cell), Math.floor(square.y / cell)];
    for (let x = column - 1; x <= column + 1; x++) {
      for (let y = row - 1; y <= row + 1; y++) if (cells.get(`${x} ${y}`)?.some((other) => touches(square, other)) === true) return true;
    }
    const own = cells.get(`${column} ${row}`);
    if (own === undefined) cells.set(`${column} ${row}`, [square]);
    else own.push(square);
  }
  return false;
}

const touches = (a: Square, b: Square): boolean => Math.abs(a.x - b.x) * 2 < a.width + b.width && Math.abs(a.y - b.y) * 2 < a.height + b.height;
