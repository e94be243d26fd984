import type { Layout, Places } from './layout.ts';

/** A square, filled row by row, by type and name. */
export const grid: Layout = {
  place(site, order, { pitch }) {
    const places = new Float32Array(site.count * 2);
    fillSquare(places, order, pitch);
    return places;
  },
};

/** Tiles from the first to the last member of a square of so many. */
export function squareOf(count: number, pitch: number): { readonly width: number; readonly height: number } {
  const columns = Math.ceil(Math.sqrt(count));
  return { width: Math.max(0, columns - 1) * pitch, height: Math.max(0, Math.ceil(count / columns) - 1) * pitch };
}

/** Places servers row by row, the first at this corner. */
export function fillSquare(places: Places, servers: ArrayLike<number>, pitch: number, left = 0, top = 0): void {
  const columns = Math.ceil(Math.sqrt(servers.length));
  for (let at = 0; at < servers.length; at++) {
    const server = servers[at] as number;
    places[server * 2] = left + (at % columns) * pitch;
    places[server * 2 + 1] = top + Math.floor(at / columns) * pitch;
  }
}
