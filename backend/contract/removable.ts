// No imports but types: the page uses this at run time.
import type { Removal } from './removal.ts';

export type RemovableNoun = keyof Removal;

/** What can be removed together, what hangs on others first. */
export const REMOVABLE_NOUNS = ['lines', 'texts', 'areas', 'connections', 'clusters', 'servers'] as const satisfies readonly RemovableNoun[];
