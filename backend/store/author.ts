import type { Sentence } from '../contract/sentence.ts';

/** Who makes a write, and in a few words what: shown where an edit can be undone. "daemon" is the product itself. */
export type Author = { readonly user: string; readonly summary?: Sentence };
