import type { Position } from '../../backend/contract/server.ts';
import type { ServerColumns } from './server-columns.ts';

/**
 * Shows servers elsewhere than they stand. What the feed says meanwhile counts: whoever is moved by somebody leaves the preview and is
 * shown where he was put, whoever is removed is gone. At the end everybody is shown where he stands.
 */
export class Preview {
  /** Where servers stand, by their places in the World. Those added since the beginning are not in it. */
  readonly #x: Float32Array;
  readonly #y: Float32Array;
  readonly #servers: ServerColumns;
  readonly #onMoved: (servers: readonly number[]) => void;
  readonly #onEnd: () => void;
  readonly #overruled = new Set<number>();
  #shown = new Set<number>();

  constructor(servers: ServerColumns, onMoved: (servers: readonly number[]) => void, onEnd: () => void) {
    this.#servers = servers;
    this.#onMoved = onMoved;
    this.#onEnd = onEnd;
    this.#x = servers.x.slice(0, servers.count);
    this.#y = servers.y.slice(0, servers.count);
  }

  /** Where a server stands, in tiles. */
  xOf(server: number): number { return this.#x[server] ?? this.#servers.x[server] ?? 0; }
  yOf(server: number): number { return this.#y[server] ?? this.#servers.y[server] ?? 0; }

  /** Servers that are shown elsewhere now. */
  get shown(): ReadonlySet<number> { return this.#shown; }
  /** Servers that somebody moved since the beginning. */
  get overruled(): ReadonlySet<number> { return this.#overruled; }

  /** Shows each of these servers at its place, x and y in turn, and the others where they stand. */
  show(servers: ArrayLike<number>, places: ArrayLike<number>): void {
    const before = this.#shown;
    this.#shown = new Set();
    for (let at = 0; at < servers.length; at++) {
      const server = servers[at] as number;
      if (this.#servers.alive[server] !== 1 || this.#overruled.has(server) || server >= this.#x.length) continue;
      this.#servers.x[server] = places[at * 2] as number;
      this.#servers.y[server] = places[at * 2 + 1] as number;
      this.#shown.add(server);
      before.delete(server);
    }
    for (const server of before) this.#putBack(server);
    this.#onMoved([...this.#shown, ...before]);
  }

  /** The feed says that a server stands here; returns where it is shown. */
  hear(server: number, position: Position): Position {
    if (server >= this.#x.length) return position;
    if (this.#x[server] === Math.fround(position.x) && this.#y[server] === Math.fround(position.y)) return { x: this.#servers.x[server] as number, y: this.#servers.y[server] as number };
    this.#x[server] = position.x;
    this.#y[server] = position.y;
    this.#overruled.add(server);
    this.#shown.delete(server);
    return position;
  }

  end(): void {
    const before = [...this.#shown];
    this.#shown.clear();
    for (const server of before) this.#putBack(server);
    this.#onEnd();
    if (before.length > 0) this.#onMoved(before);
  }

  #putBack(server: number): void {
    this.#servers.x[server] = this.#x[server] as number;
    this.#servers.y[server] = this.#y[server] as number;
  }
}

/** A server, and where it stands from now on. */
export type Move = { readonly server: number; readonly position: Position };

/** Puts servers where they stand now, or leaves them where the preview shows them; answers which they are. */
export function placed(servers: ServerColumns, preview: Preview | null, moves: readonly Move[]): number[] {
  return moves.map(({ server, position }) => {
    const shown = preview?.hear(server, position) ?? position;
    servers.x[server] = shown.x;
    servers.y[server] = shown.y;
    return server;
  });
}
