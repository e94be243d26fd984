import { IdIndex } from './id-index.ts';
import type { ServerColumns } from './server-columns.ts';
import type { TextColumn } from './text-column.ts';

/** Texts of servers, one row each. A name that is the id is kept as "". */
export type ServerTexts = { readonly ids: TextColumn; readonly names: TextColumn; readonly ips: TextColumn };

/** What the servers of a World are called, and where one of a given id is. */
export class ServerNames {
  readonly #servers: ServerColumns;
  readonly #texts: ServerTexts;
  readonly #byId: IdIndex;

  constructor(servers: ServerColumns, texts: ServerTexts) {
    this.#servers = servers;
    this.#texts = texts;
    this.#byId = new IdIndex((server) => this.idOf(server), (server) => servers.alive[server] === 1);
  }

  idOf(server: number): string { return this.#texts.ids.get(this.#rowOf(server)); }
  nameOf(server: number): string { return this.#texts.names.get(this.#rowOf(server)) || this.idOf(server); }
  ipOf(server: number): string { return this.#texts.ips.get(this.#rowOf(server)); }
  /** Place of a server, or -1. */
  indexOf(id: string): number { return this.#byId.find(id, this.#servers.count); }

  /** One byte per row of the texts, 1 where one of these columns contains, or begins with, one of these words in small letters. */
  rowsWith(words: readonly string[], columns: readonly (keyof ServerTexts)[], begins: boolean): Uint8Array {
    const rows = new Uint8Array(this.#texts.ids.count);
    for (const word of words) for (const column of columns) this.#texts[column].eachWith(word, (row) => { rows[row] = 1; }, begins);
    return rows;
  }

  /** Begins the texts of a new server. */
  add(server: number, id: string): void { this.#servers.text[server] = this.#texts.ids.push(id); }

  call(server: number, name: string, ip: string): void {
    this.#texts.names.set(this.#rowOf(server), name === this.idOf(server) ? '' : name);
    this.#texts.ips.set(this.#rowOf(server), ip);
  }

  #rowOf(server: number): number { return this.#servers.text[server] as number; }
}
