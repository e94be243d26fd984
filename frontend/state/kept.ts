import { effect, signal, type Signal } from '@preact/signals';

const PREFIX = 'unlimited-cluster.';

/** A signal that this browser remembers. `read` returns undefined for what cannot be a value of it: the page before may have been another one. */
export function keptSignal<T>(name: string, otherwise: T, read: (stored: unknown) => T | undefined): Signal<T> {
  const kept = signal(stored(name, read) ?? otherwise);
  let isFirst = true;
  effect(() => {
    const { value } = kept;
    if (isFirst) isFirst = false;
    else store(name, value, otherwise);
  });
  return kept;
}

export const asBoolean = (stored: unknown): boolean | undefined => (typeof stored === 'boolean' ? stored : undefined);
export const asText = (stored: unknown): string | undefined => (typeof stored === 'string' ? stored : undefined);
export const asTexts = (stored: unknown): string[] | undefined => (Array.isArray(stored) ? stored.filter((one) => typeof one === 'string') : undefined);
/** One of a few values. */
export const asOneOf = <T>(values: readonly T[]) => (stored: unknown): T | undefined => values.find((value) => value === stored);

function stored<T>(name: string, read: (value: unknown) => T | undefined): T | undefined {
  try {
    return read(JSON.parse(localStorage.getItem(PREFIX + name) ?? 'null'));
  } catch {
    // Storage may be forbidden, or hold what is no JSON.
    return undefined;
  }
}

function store(name: string, value: unknown, otherwise: unknown): void {
  try {
    if (value === otherwise) localStorage.removeItem(PREFIX + name);
    else localStorage.setItem(PREFIX + name, JSON.stringify(value));
  } catch {
    // The choice then lasts as long as the page.
  }
}
