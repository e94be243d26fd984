import { floorBounds, type Floor } from './areas.ts';
import { HALF_HEIGHT, HALF_WIDTH, type Bounds } from './space.ts';
import { roomFor, type ServerColumns } from './server-columns.ts';

const CELL_WIDTH = 8 * HALF_WIDTH;
const CELL_HEIGHT = 8 * HALF_HEIGHT;
/** Cells per server at most: an outlier far away makes the cells larger instead of the table. */
const CELLS_PER_SERVER = 2;
const LEAST_CELLS = 4096;

/**
 * Where servers stand, for questions about a rectangle of the world. A uniform grid over world pixels whose cells are
 * chains through typed arrays, so moving one server takes as long as passing those in its cell. Servers beyond the built
 * bounds belong to the cell at the rim; questions are cut the same way, so nothing is missed.
 */
export class Grid {
  readonly #servers: ServerColumns;
  #minX = 0;
  #minY = 0;
  #cellWidth = CELL_WIDTH;
  #cellHeight = CELL_HEIGHT;
  #columns = 0;
  #rows = 0;
  #heads = new Int32Array(0);
  #next = new Int32Array(0);
  #cellOf = new Int32Array(0);
  /** Servers in each cell. */
  #counts = new Uint32Array(0);

  constructor(servers: ServerColumns, bounds: Bounds) {
    this.#servers = servers;
    this.rebuild(bounds);
  }

  /** Begins anew within other bounds, from where the servers stand now. */
  rebuild(bounds: Bounds): void {
    const servers = this.#servers;
    const width = Math.max(1, bounds.maxX - bounds.minX);
    const height = Math.max(1, bounds.maxY - bounds.minY);
    const cells = (width / CELL_WIDTH + 1) * (height / CELL_HEIGHT + 1);
    const stretch = Math.max(1, Math.sqrt(cells / (servers.count * CELLS_PER_SERVER + LEAST_CELLS)));
    this.#minX = bounds.minX;
    this.#minY = bounds.minY;
    this.#cellWidth = CELL_WIDTH * stretch;
    this.#cellHeight = CELL_HEIGHT * stretch;
    this.#columns = Math.floor(width / this.#cellWidth) + 1;
    this.#rows = Math.floor(height / this.#cellHeight) + 1;
    this.#heads = new Int32Array(this.#columns * this.#rows).fill(-1);
    this.#counts = new Uint32Array(this.#heads.length);
    this.#next = new Int32Array(servers.count);
    this.#cellOf = new Int32Array(servers.count).fill(-1);
    // Backwards, so that each chain runs in depth order.
    for (let server = servers.count - 1; server >= 0; server--) if (servers.alive[server] === 1) this.insert(server);
  }

  insert(server: number): void {
    if (server >= this.#cellOf.length) {
      const before = this.#cellOf.length;
      this.#next = roomFor(this.#next, server + 1);
      this.#cellOf = roomFor(this.#cellOf, server + 1).fill(-1, before);
    }
    const x = this.#servers.x[server] as number;
    const y = this.#servers.y[server] as number;
    const cell = this.#row((x + y) * HALF_HEIGHT) * this.#columns + this.#column((x - y) * HALF_WIDTH);
    this.#next[server] = this.#heads[cell] as number;
    this.#heads[cell] = server;
    this.#counts[cell] = (this.#counts[cell] as number) + 1;
    this.#cellOf[server] = cell;
  }

  remove(server: number): void {
    const cell = this.#cellOf[server] ?? -1;
    if (cell < 0) return;
    const next = this.#next[server] as number;
    if (this.#heads[cell] === server) this.#heads[cell] = next;
    else {
      let before = this.#heads[cell] as number;
      while (this.#next[before] !== server) before = this.#next[before] as number;
      this.#next[before] = next;
    }
    this.#counts[cell] = (this.#counts[cell] as number) - 1;
    this.#cellOf[server] = -1;
  }

  /** Calls `visit` for every server whose tile centre lies in the rectangle, in no order. */
  each(bounds: Bounds, visit: (server: number) => void): void {
    const firstColumn = this.#column(bounds.minX);
    const lastColumn = this.#column(bounds.maxX);
    const lastRow = this.#row(bounds.maxY);
    for (let row = this.#row(bounds.minY); row <= lastRow; row++) {
      for (let column = firstColumn; column <= lastColumn; column++) {
        for (let server = this.#heads[row * this.#columns + column] as number; server >= 0; server = this.#next[server] as number) {
          const x = this.#servers.x[server] as number;
          const y = this.#servers.y[server] as number;
          const worldX = (x - y) * HALF_WIDTH;
          const worldY = (x + y) * HALF_HEIGHT;
          if (worldX >= bounds.minX && worldX <= bounds.maxX && worldY >= bounds.minY && worldY <= bounds.maxY) visit(server);
        }
      }
    }
  }

  /** How many stand on a floor, up to one more than `most`: cells that lie within it as a whole are not looked into. */
  countOn(floor: Floor, most: number): number {
    const bounds = floorBounds(floor);
    const lastColumn = this.#column(bounds.maxX);
    const lastRow = this.#row(bounds.maxY);
    let count = 0;
    for (let row = this.#row(bounds.minY); row <= lastRow; row++) {
      for (let column = this.#column(bounds.minX); column <= lastColumn; column++) {
        const cell = row * this.#columns + column;
        if ((this.#counts[cell] as number) === 0) continue;
        const lies = this.#lies(row, column, floor);
        if (lies === 'within') count += this.#counts[cell] as number;
        else if (lies === 'across') count += this.#countInCell(cell, floor);
        if (count > most) return count;
      }
    }
    return count;
  }

  /** How a cell lies to a floor. Those at the rim may hold servers from beyond it. */
  #lies(row: number, column: number, { minX, minY, maxX, maxY }: Floor): 'within' | 'across' | 'beside' {
    if (row === 0 || column === 0 || row === this.#rows - 1 || column === this.#columns - 1) return 'across';
    const left = (this.#minX + column * this.#cellWidth) / HALF_WIDTH;
    const right = left + this.#cellWidth / HALF_WIDTH;
    const top = (this.#minY + row * this.#cellHeight) / HALF_HEIGHT;
    const bottom = top + this.#cellHeight / HALF_HEIGHT;
    const leastX = (left + top) / 2;
    const mostX = (right + bottom) / 2;
    const leastY = (top - right) / 2;
    const mostY = (bottom - left) / 2;
    if (leastX > maxX || mostX < minX || leastY > maxY || mostY < minY) return 'beside';
    return leastX >= minX && mostX <= maxX && leastY >= minY && mostY <= maxY ? 'within' : 'across';
  }

  #countInCell(cell: number, { minX, minY, maxX, maxY }: Floor): number {
    let count = 0;
    for (let server = this.#heads[cell] as number; server >= 0; server = this.#next[server] as number) {
      const x = this.#servers.x[server] as number;
      const y = this.#servers.y[server] as number;
      if (x >= minX && x <= maxX && y >= minY && y <= maxY) count++;
    }
    return count;
  }

  /** Servers whose tile centre lies in the rectangle, in no order. */
  query(bounds: Bounds): number[] {
    const found: number[] = [];
    this.each(bounds, (server) => found.push(server));
    return found;
  }

  /** A server standing on this very tile, or -1. */
  at(tileX: number, tileY: number): number {
    let found = -1;
    const x = (tileX - tileY) * HALF_WIDTH;
    const y = (tileX + tileY) * HALF_HEIGHT;
    const slackX = HALF_WIDTH / 2;
    const slackY = HALF_HEIGHT / 2;
    this.each({ minX: x - slackX, minY: y - slackY, maxX: x + slackX, maxY: y + slackY }, (server) => { found = server; });
    return found;
  }

  /** Whether a server's middle is nearer than `reach` tiles along both axes of the floor. */
  hasWithin(tileX: number, tileY: number, reach: number): boolean {
    const x = (tileX - tileY) * HALF_WIDTH;
    const y = (tileX + tileY) * HALF_HEIGHT;
    const wide = reach * 2 * HALF_WIDTH;
    const high = reach * 2 * HALF_HEIGHT;
    let found = false;
    this.each({ minX: x - wide, minY: y - high, maxX: x + wide, maxY: y + high }, (server) => {
      const awayX = Math.abs((this.#servers.x[server] as number) - tileX);
      const awayY = Math.abs((this.#servers.y[server] as number) - tileY);
      if (awayX < reach && awayY < reach) found = true;
    });
    return found;
  }

  #column(x: number): number {
    return Math.min(this.#columns - 1, Math.max(0, Math.floor((x - this.#minX) / this.#cellWidth)));
  }

  #row(y: number): number {
    return Math.min(this.#rows - 1, Math.max(0, Math.floor((y - this.#minY) / this.#cellHeight)));
  }
}
