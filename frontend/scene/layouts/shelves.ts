export type Size = { readonly width: number; readonly height: number };
export type Shelved<Item extends Size> = { readonly item: Item; readonly x: number; readonly y: number };

/** Rectangles on shelves, and the rectangle around them. */
export type Shelves<Item extends Size> = Size & { readonly placed: readonly Shelved<Item>[] };

/** Widths that are tried, in parts of the side of a square of the same area. */
const WIDTHS = [0.9, 1, 1.1, 1.25, 1.4, 1.6];

/** Packs rectangles into about a square with `gap` between them: the highest first, equals in the given order. */
export function packShelves<Item extends Size>(items: readonly Item[], gap: number): Shelves<Item> {
  const side = Math.sqrt(items.reduce((sum, { width, height }) => sum + (width + gap) * (height + gap), 0));
  const sorted = items.toSorted((a, b) => b.height - a.height);
  const longest = ({ width, height }: Size): number => Math.max(width, height);
  return WIDTHS.map((part) => fillShelves(sorted, gap, side * part)).reduce((best, next) => (longest(next) < longest(best) ? next : best));
}

/** Left to right; a new shelf begins where the row would become wider than `limit`. */
function fillShelves<Item extends Size>(items: readonly Item[], gap: number, limit: number): Shelves<Item> {
  const placed: Shelved<Item>[] = [];
  let [x, y, shelf, width] = [0, 0, 0, 0];
  for (const item of items) {
    if (x > 0 && x + item.width > limit) {
      y += shelf + gap;
      [x, shelf] = [0, 0];
    }
    placed.push({ item, x, y });
    shelf = Math.max(shelf, item.height);
    width = Math.max(width, x + item.width);
    x += item.width + gap;
  }
  return { placed, width, height: y + shelf };
}
