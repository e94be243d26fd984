const isMac = (): boolean => navigator.userAgent.includes('Mac');

/** The name of the pressed keys as commands write it, such as `Mod+Shift+Z`. Characters count as typed: `?`, `+`. */
export function shortcutOf(event: KeyboardEvent): string {
  const isCharacter = event.key.length === 1;
  const isLetter = /^\p{L}$/u.test(event.key);
  const key = event.key === ' ' ? 'Space' : isCharacter ? event.key.toUpperCase() : event.key;
  // AltGr, which some systems report as Ctrl and Alt, is part of how a character is typed.
  const isTyped = event.getModifierState('AltGraph');
  const mod = !isTyped && (event.ctrlKey || event.metaKey);
  // Shift is part of how a sign is typed, not of its name.
  const shift = event.shiftKey && (!isCharacter || isLetter);
  return [mod ? 'Mod' : '', event.altKey && !isTyped ? 'Alt' : '', shift ? 'Shift' : '', key].filter(Boolean).join('+');
}

const NAMES: Readonly<Record<string, string>> = { Delete: 'Del', Backspace: '⌫', Enter: '↵', Home: 'Home' };

/** A shortcut as it is printed on keys. */
export function shownShortcut(shortcut: string): string {
  const names = shortcut.split('+').filter(Boolean).map((key) => (key === 'Mod' ? (isMac() ? '⌘' : 'Ctrl') : NAMES[key] ?? key));
  return names.length === 0 || shortcut.endsWith('++') ? `${names.join('+')}+`.replace(/^\+\+$/, '+') : names.join('+');
}
