import type { ReadonlySignal } from '@preact/signals';

/** Makes the running effect or component run again when one of these changes, although it reads none of them. */
export function follow(...signals: readonly ReadonlySignal<unknown>[]): void {
  signals.forEach((one) => one.value);
}
