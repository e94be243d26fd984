import type { Access, Right } from '../contract/access.ts';
import { say, type Sentence } from '../contract/sentence.ts';
import { ProblemError } from '../errors.ts';

/** Who asks, what he may do, and whether what he showed still holds: a token or a session can be revoked while a socket is open. */
export type Caller = {
  readonly user: string;
  readonly access: Access;
  readonly isStillValid: () => boolean;
};

/** Name in the changes of whoever holds the daemon's own token, a session made with it, or its socket file. */
export const ADMIN = 'admin';

/** Refuses (403) a caller without a right. */
export function needRight({ user, access }: Caller, right: Right): void {
  if (!access.rights.includes(right)) throw new ProblemError('forbidden', say('may_not', { user, what: say(`right_${right}`), right }));
}

/** Refuses (403) a caller whose rights cover only some clusters. */
export function needEverything({ user, access }: Caller, what: Sentence): void {
  if (access.clusters !== '*') throw new ProblemError('forbidden', say('may_not_everywhere', { user, what, clusters: namesOrNone(access.clusters) }));
}

/** Names in a list, or that there is none. */
export const namesOrNone = (names: readonly string[]): Sentence | readonly string[] => (names.length === 0 ? say('none') : names);
