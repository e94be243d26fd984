import { ask, type Endpoint, type Question } from './request.ts';

export type ListPage<Item> = { readonly items: Item[]; readonly next_cursor: string | null };
type Filters = NonNullable<Question['query']>;

/** One noun of the REST interface: list, read, add, change, remove. */
export class Collection<Item, Draft, Patch = Partial<Record<Exclude<keyof Draft, 'id'>, unknown>>> {
  readonly #endpoint: Endpoint;
  readonly #path: string;

  constructor(endpoint: Endpoint, path: string) {
    this.#endpoint = endpoint;
    this.#path = path;
  }

  /** One page, ordered by id; `next_cursor` is null at the end. */
  list(query: Filters & { limit?: number; cursor?: string } = {}, signal?: AbortSignal): Promise<ListPage<Item>> {
    return ask(this.#endpoint, this.#path, { query, signal });
  }

  /** All items that meet the filters, page by page. */
  async* each(filters: Filters = {}): AsyncGenerator<Item> {
    let cursor: string | undefined;
    do {
      const page: ListPage<Item> = await this.list({ limit: 1_000, ...filters, ...(cursor === undefined ? {} : { cursor }) });
      yield* page.items;
      cursor = page.next_cursor ?? undefined;
    } while (cursor !== undefined);
  }

  get(id: string, signal?: AbortSignal): Promise<Item> {
    return ask(this.#endpoint, this.#of(id), { signal });
  }

  add(draft: Draft): Promise<Item> {
    return ask(this.#endpoint, this.#path, { method: 'POST', json: draft });
  }

  /** JSON Merge Patch: only what is named changes; null brings a default back. `ifMatch` is the ETag of what was read. */
  patch(id: string, patch: Patch, ifMatch?: string): Promise<Item> {
    return ask(this.#endpoint, this.#of(id), { method: 'PATCH', json: patch, ...(ifMatch === undefined ? {} : { headers: { 'If-Match': ifMatch } }) });
  }

  remove(id: string): Promise<void> {
    return ask(this.#endpoint, this.#of(id), { method: 'DELETE' });
  }

  #of(id: string): string {
    return `${this.#path}/${encodeURIComponent(id)}`;
  }
}
