import { computed, effect, signal, type ReadonlySignal, type Signal } from '@preact/signals';

export type ThemeName = 'light' | 'dark';
/** What the reader asked for; `auto` follows Webmin's night mode, or else the browser. */
export type ThemeChoice = 'auto' | ThemeName;

const STORED_AS = 'unlimited-cluster.theme';

export type Theme = { readonly choice: Signal<ThemeChoice>; readonly current: ReadonlySignal<ThemeName> };

/** Follows the theme around the page for as long as it lives, and paints the document with it. */
export function followTheme(): Theme {
  const choice = signal<ThemeChoice>(storedChoice());
  const around = signal<ThemeName>(themeAround());
  const notice = (): void => void (around.value = themeAround());
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', notice);
  const outer = outerDocument();
  if (outer !== null) new MutationObserver(notice).observe(outer, { attributes: true, attributeFilter: ['data-night-mode'] });
  const current = computed(() => (choice.value === 'auto' ? around.value : choice.value));
  effect(() => void (document.documentElement.dataset['theme'] = current.value));
  effect(() => store(choice.value));
  return { choice, current };
}

/** Authentic's root element, where the page is framed by it. */
function outerDocument(): HTMLElement | null {
  try {
    return window.parent === window ? null : window.parent.document.documentElement;
  } catch {
    // A frame of another origin: none of our business.
    return null;
  }
}

function themeAround(): ThemeName {
  const night = outerDocument()?.dataset['nightMode'] ?? document.documentElement.dataset['night'] ?? '';
  if (night === '') return matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
  return night === '1' ? 'dark' : 'light';
}

function storedChoice(): ThemeChoice {
  try {
    const stored = localStorage.getItem(STORED_AS);
    return stored === 'light' || stored === 'dark' ? stored : 'auto';
  } catch {
    return 'auto';
  }
}

function store(choice: ThemeChoice): void {
  try {
    if (choice === 'auto') localStorage.removeItem(STORED_AS);
    else localStorage.setItem(STORED_AS, choice);
  } catch {
    // Storage may be forbidden; the choice then lasts as long as the page.
  }
}
