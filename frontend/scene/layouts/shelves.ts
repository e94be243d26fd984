export type Size = { readonly width: number; readonly height: number };
export type Shelved<Item extends Size> = { readonly item: Item; readonly x: number; readonly y: number };

/** Rectangles on shelves, and the rectangle around them. */
export type Shelves<Item extends Size> = Size & { readonly placed: readonly Shelved<Item>[] };

/** How much wider than a square the whole may become before a new shelf begins. */
const WIDER = 1.1;

/** Packs rectangles into about a square with `gap` between them: the highest first, equals in the given order. */
export function packShelves<Item extends Size>(items: readonly Item[], gap: number): Shelves<Item> {
  const area = items.reduce((sum, { width, height }) => sum + (width + gap) * (height + gap), 0);
  const widest = items.reduce((most, { width }) => Math.max(most, width), 0);
  const limit = Math.max(widest, Math.sqrt(area) * WIDER - gap);
  const placed: Shelved<Item>[] = [];
  let [x, y, shelf, width] = [0, 0, 0, 0];
  for (const item of items.toSorted((a, b) => b.height - a.height)) {
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
