import { effect, signal, type Signal } from '@preact/signals';

/** Something that is on or off, remembered by this browser under a name. */
export function rememberedSwitch(name: string, otherwise: boolean): Signal<boolean> {
  const isOn = signal(stored(name) ?? otherwise);
  effect(() => store(name, isOn.value === otherwise ? null : isOn.value));
  return isOn;
}

function stored(name: string): boolean | null {
  try {
    const text = localStorage.getItem(name);
    return text === null ? null : text === 'true';
  } catch {
    return null;
  }
}

function store(name: string, value: boolean | null): void {
  try {
    if (value === null) localStorage.removeItem(name);
    else localStorage.setItem(name, String(value));
  } catch {
    // Storage may be forbidden; the choice then lasts as long as the page.
  }
}
