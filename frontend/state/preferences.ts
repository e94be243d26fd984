import { effect, signal, type Signal } from '@preact/signals';

const PREFIX = 'unlimited-cluster.';

/** A choice of the reader that this browser remembers: a signal that is written down whenever it changes. */
export function remembered<Word extends string>(name: string, words: readonly [Word, ...Word[]]): Signal<Word> {
  const choice = signal<Word>(words.find((word) => word === stored(name)) ?? words[0]);
  effect(() => store(name, choice.value === words[0] ? null : choice.value));
  return choice;
}

function stored(name: string): string | null {
  try {
    return localStorage.getItem(PREFIX + name);
  } catch {
    return null;
  }
}

function store(name: string, word: string | null): void {
  try {
    if (word === null) localStorage.removeItem(PREFIX + name);
    else localStorage.setItem(PREFIX + name, word);
  } catch {
    // Storage may be forbidden; the choice then lasts as long as the page.
  }
}
