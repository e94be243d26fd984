import type { Access, Right } from '../contract/access.ts';
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
  if (!access.rights.includes(right)) throw new ProblemError('forbidden', `${user} may not ${MEANING[right]}: the right "${right}" is missing.`);
}

/** Refuses (403) a caller whose rights cover only some clusters. */
export function needEverything({ user, access }: Caller, what: string): void {
  if (access.clusters !== '*') throw new ProblemError('forbidden', `${user} may not ${what}: his rights cover only the clusters ${access.clusters.join(', ') || '(none)'}.`);
}

const MEANING: Readonly<Record<Right, string>> = { view: 'look at this', edit: 'change the topology', act: 'act on servers, tokens and credentials' };
