import type { Access } from '../contract/access.ts';
import type { TagKeys, TagValues } from '../contract/tags.ts';
import type { Database } from './database.ts';
import { inSight } from './page.ts';
import type { StoreWorker } from './worker-thread.ts';

/** Tags of fewer servers are read at once: waiting for the worker to start would take longer. */
const SMALL_SERVERS = 2_000;

type Clusters = Access['clusters'];

/** Which tags the servers have that somebody sees. */
export function tagKeysOf(database: Database, clusters: Clusters): TagKeys {
  const { where, values } = sightOf(clusters);
  const items = database.prepare(`
    SELECT tag.key AS key, count(*) AS servers, count(DISTINCT tag.value) AS "values"
    FROM servers, json_each(servers.details, '$.tags') AS tag ${where} GROUP BY tag.key ORDER BY servers DESC, key`).all(...values);
  return { items: items as TagKeys['items'] };
}

/** One tag of the servers that somebody sees. */
export function tagValuesOf(database: Database, clusters: Clusters, key: string): TagValues {
  return database.transaction(() => {
    const { where, values } = sightOf(clusters);
    // Keys are letters, digits, dots, hyphens and underscores, so the path needs no escape.
    const rows = database.prepare(`SELECT servers.id, servers.details ->> ? AS value FROM servers ${where} ${where === '' ? 'WHERE' : 'AND'} value IS NOT NULL ORDER BY servers.id`)
      .raw().iterate(`$.tags."${key}"`, ...values) as Iterable<[id: string, value: string]>;
    const members = new Map<string, string[]>();
    for (const [id, value] of rows) {
      const own = members.get(value);
      if (own === undefined) members.set(value, [id]);
      else own.push(id);
    }
    const sorted = [...members].sort(([a, first], [b, second]) => second.length - first.length || (a < b ? -1 : 1));
    return {
      key, number: database.prepare('SELECT coalesce(max(number), 0) FROM changes').pluck().get() as number,
      values: sorted.map(([value]) => value), servers: sorted.map(([, ids]) => ids),
    };
  })();
}

/** Tags as somebody sees them; those of many servers are read by the worker. */
export class TagReader {
  readonly #database: Database;
  readonly #worker: StoreWorker;
  readonly #count: () => number;

  constructor(database: Database, worker: StoreWorker, count: () => number) {
    this.#database = database;
    this.#worker = worker;
    this.#count = count;
  }

  async keys({ clusters }: Access): Promise<TagKeys> {
    return this.#count() <= SMALL_SERVERS ? tagKeysOf(this.#database, clusters) : await this.#worker.ask({ kind: 'tag-keys', clusters });
  }

  async values({ clusters }: Access, key: string): Promise<TagValues> {
    return this.#count() <= SMALL_SERVERS ? tagValuesOf(this.#database, clusters, key) : await this.#worker.ask({ kind: 'tag-values', clusters, key });
  }
}

function sightOf(clusters: Clusters): { where: string; values: (string | number)[] } {
  const conditions = inSight({ rights: [], clusters }, 'servers.id');
  return { where: conditions.map(({ sql }) => `WHERE ${sql}`).join(''), values: conditions.flatMap(({ values }) => [...values]) };
}
