import { roomFor } from './server-columns.ts';

const NO_VALUE = -1;

/** One tag of all servers: its different values, and which of them each server has. */
export class TagColumn {
  readonly values: string[] = [];
  readonly #codes = new Map<string, number>();
  #of = new Int32Array(0);
  /** Servers the feed spoke about before the values came: the feed is newer. */
  #heard: Set<number> | null = new Set();

  /** Its values are all there. */
  get isFilled(): boolean { return this.#heard === null; }

  /** Place of a server's value in `values`, or -1. */
  of(server: number): number { return (this.#of[server] ?? 0) - 1; }

  /** Place of a value, or -1 where no server has, or had, it. */
  codeOf(value: string): number { return this.#codes.get(value) ?? NO_VALUE; }

  put(server: number, value: string | undefined): void {
    this.#heard?.add(server);
    this.#write(server, value);
  }

  /** Takes what the daemon answered: the servers that have each value. */
  fill(values: readonly string[], membersOf: (value: number) => Iterable<number>): void {
    const heard = this.#heard ?? new Set();
    this.#heard = null;
    values.forEach((value, at) => {
      for (const server of membersOf(at)) if (!heard.has(server)) this.#write(server, value);
    });
  }

  #write(server: number, value: string | undefined): void {
    this.#of = roomFor(this.#of, server + 1);
    this.#of[server] = value === undefined ? 0 : this.#code(value) + 1;
  }

  #code(value: string): number {
    const known = this.#codes.get(value);
    if (known !== undefined) return known;
    this.#codes.set(value, this.values.length);
    return this.values.push(value) - 1;
  }
}

/** The tags that somebody asked about: each is fetched once and follows the feed from then on. The topology itself carries none. */
export class Tags {
  readonly #columns = new Map<string, TagColumn>();

  /** The column of a key once its values are there. */
  known(key: string): TagColumn | undefined {
    const column = this.#columns.get(key);
    return column?.isFilled === true ? column : undefined;
  }

  /** The column of a key, which listens to the feed from now on. */
  begin(key: string): TagColumn {
    const column = this.#columns.get(key) ?? new TagColumn();
    this.#columns.set(key, column);
    return column;
  }

  /** Forgets a key whose values did not come. */
  drop(key: string): void { this.#columns.delete(key); }

  /** Takes a server's word about its tags. */
  put(server: number, tags: Readonly<Record<string, string>>): void {
    for (const [key, column] of this.#columns) column.put(server, Object.hasOwn(tags, key) ? tags[key] : undefined);
  }
}
