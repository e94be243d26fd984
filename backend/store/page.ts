import type { Access } from '../contract/access.ts';
import { say } from '../contract/sentence.ts';
import { ProblemError } from '../errors.ts';

/** One page of a list, ordered by id. `next_cursor` is null on the last. */
export type Page<Item> = { readonly items: Item[]; readonly next_cursor: string | null };

/** What a list is asked: how many, from where, which, and for whose eyes (everything unless told). */
export type ListQuery<Filter extends string> = {
  readonly limit: number;
  readonly cursor?: string | undefined;
  readonly filters?: Partial<Readonly<Record<Filter, string>>> | undefined;
  readonly access?: Access | undefined;
};

/** One condition of a list in SQL, with its values. */
export type Condition = { readonly sql: string; readonly values: readonly (string | number)[] };

/** A cursor that continues after this id. */
export const cursorAfter = (id: string): string => Buffer.from(`1${id}`).toString('base64url');

/** The id a cursor continues after. Throws `invalid_cursor` on anything that is not ours. */
export function idOfCursor(cursor: string): string {
  const text = Buffer.from(cursor, 'base64url').toString();
  const id = text.slice(1);
  if (!text.startsWith('1') || cursorAfter(id) !== cursor) {
    throw new ProblemError('invalid_cursor', say('wrong_cursor', { cursor: JSON.stringify(cursor.slice(0, 200)) }));
  }
  return id;
}

/** Restricts a column that holds ids of servers to the members of the clusters in sight. */
export function inSight(access: Access | undefined, column: string): Condition[] {
  if (access === undefined || access.clusters === '*') return [];
  const places = access.clusters.map(() => '?').join(', ');
  return [{ sql: `${column} IN (SELECT server_id FROM cluster_members WHERE cluster_id IN (${places}))`, values: access.clusters }];
}
