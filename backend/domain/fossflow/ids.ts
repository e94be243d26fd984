import { CONNECTION_ID_PATTERN, ID_PATTERN } from '../../contract/limits.ts';
import { say, type Sentence } from '../../contract/sentence.ts';
import { freeIdOf, slugOf } from '../../ids.ts';
import { isFields, type Fields } from './kept.ts';
import { OWN_KEY } from './noun.ts';

type NamedNoun = 'server' | 'connection' | 'area' | 'text' | 'line' | 'view';

const PATTERN = new RegExp(ID_PATTERN);
const CONNECTION_PATTERN = new RegExp(CONNECTION_ID_PATTERN);

/** Ids of ours for things of a diagram, none twice: the one that travelled with it, its own, or one made of its id or of `name`. */
export class Ids {
  readonly #taken = new Set<string>();
  readonly #noun: NamedNoun;
  readonly #warnings: Sentence[];

  constructor(noun: NamedNoun, warnings: Sentence[]) {
    this.#noun = noun;
    this.#warnings = warnings;
  }

  /** With `name`, a thing has no id of its own in its file. */
  claim(theirs: Fields & { readonly id: string }, name?: string): string {
    const [pattern, length] = this.#noun === 'connection' ? [CONNECTION_PATTERN, 160] : [PATTERN, 63];
    const own = isFields(theirs[OWN_KEY]) ? theirs[OWN_KEY]['id'] : undefined;
    const wanted = typeof own === 'string' && pattern.test(own) ? own : name ?? theirs.id;
    const base = name === undefined && pattern.test(wanted) ? wanted : slugOf(wanted) || `${this.#noun}-1`;
    const id = freeIdOf(base, (candidate) => this.#taken.has(candidate), length);
    this.#taken.add(id);
    if (name === undefined && !pattern.test(wanted)) this.#warnings.push(say('import_id_becomes', { key: JSON.stringify(theirs.id), noun: say(`noun_${this.#noun}`), id: JSON.stringify(id) }));
    return id;
  }

  has(id: string): boolean {
    return this.#taken.has(id);
  }
}
