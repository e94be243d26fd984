import { signal, type ReadonlySignal } from '@preact/signals';

/** Whether a media query holds, for as long as the page lives. */
export function matches(query: string): ReadonlySignal<boolean> {
  const list = matchMedia(query);
  const matched = signal(list.matches);
  list.addEventListener('change', () => void (matched.value = list.matches));
  return matched;
}
