import type { Removal } from '../contract/removal.ts';
import { REMOVABLE_NOUNS, type RemovableNoun } from '../contract/removable.ts';
import { say, type Flaw } from '../contract/sentence.ts';
import { faultsSentence, ProblemError } from '../errors.ts';

type Shelf = { get(id: string): { readonly id: string } | undefined; remove(id: string): void };
export type Shelves = Readonly<Required<Record<RemovableNoun, Shelf>>>;

/**
 * Removes all that is named, or nothing: runs inside `store.write`. Throws 404 with a pointer to each id that is not there, or that
 * `isSeen` denies.
 */
export function removeTogether(shelves: Shelves, removal: Removal, isSeen: (noun: RemovableNoun, id: string) => boolean): void {
  const faults = REMOVABLE_NOUNS.flatMap((noun) => missing(shelves[noun], noun, removal[noun] ?? [], isSeen));
  if (faults.length > 0) throw new ProblemError('not_found', faultsSentence(faults), { faults });
  for (const noun of REMOVABLE_NOUNS) {
    // What hangs on another that was named too is gone with it already: connections go before clusters and servers.
    for (const id of removal[noun] ?? []) shelves[noun].remove(id);
  }
}

function missing(shelf: Shelf, list: RemovableNoun, ids: readonly string[], isSeen: (noun: RemovableNoun, id: string) => boolean): Flaw[] {
  return ids.flatMap((id, index) => (shelf.get(id) !== undefined && isSeen(list, id) ? [] : [{ pointer: `/${list}/${index}`, message: say('ref_gone', { id: JSON.stringify(id) }) }]));
}
