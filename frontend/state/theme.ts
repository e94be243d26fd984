import { computed, effect, signal, type ReadonlySignal, type Signal } from '@preact/signals';
import { themeOf, type Ground, type ThemeName } from '../scene/theme.ts';
import { matches } from './media.ts';

/** What the reader asked for; `auto` follows Webmin's night mode, or else the browser. */
export type ThemeChoice = 'auto' | Ground;
/** `auto` follows the system, as the browser tells it. */
export type ContrastChoice = 'auto' | 'more' | 'usual';

/** `safe`: colours that the colour-blind tell apart. */
export type StatesChoice = 'usual' | 'safe';

const STORED_AS = 'unlimited-cluster.theme';
const CONTRAST_STORED_AS = 'unlimited-cluster.contrast';
const STATES_STORED_AS = 'unlimited-cluster.states';
const PREFERS_CONTRAST = '(prefers-contrast: more), (forced-colors: active)';

/** How the page looks: what was chosen, and what comes of it. */
export type Theme = {
  readonly choice: Signal<ThemeChoice>;
  readonly contrast: Signal<ContrastChoice>;
  readonly states: Signal<StatesChoice>;
  readonly ground: ReadonlySignal<Ground>;
  readonly current: ReadonlySignal<ThemeName>;
};

/** Follows the theme around the page for as long as it lives, and paints the document with it. `first` is taken until the reader chooses. */
export function followTheme(first: string): Theme {
  const choice = kept<ThemeChoice>(STORED_AS, [first === 'light' || first === 'dark' ? first : 'auto', 'auto', 'light', 'dark']);
  const contrast = kept<ContrastChoice>(CONTRAST_STORED_AS, ['auto', 'more', 'usual']);
  const states = kept<StatesChoice>(STATES_STORED_AS, ['usual', 'safe']);
  const around = groundAround();
  const wantsContrast = matches(PREFERS_CONTRAST);
  const ground = computed(() => (choice.value === 'auto' ? around.value : choice.value));
  const hasContrast = computed(() => (contrast.value === 'auto' ? wantsContrast.value : contrast.value === 'more'));
  const { dataset } = document.documentElement;
  effect(() => {
    dataset['theme'] = ground.value;
    dataset['contrast'] = hasContrast.value ? 'more' : 'usual';
    dataset['states'] = states.value;
  });
  return { choice, contrast, states, ground, current: computed(() => themeOf(ground.value, hasContrast.value, states.value === 'safe')) };
}

/** Webmin's night mode, or else what the browser prefers. */
function groundAround(): ReadonlySignal<Ground> {
  const prefersDark = matches('(prefers-color-scheme: dark)');
  const night = signal(nightAround());
  const outer = outerDocument();
  if (outer !== null) new MutationObserver(() => void (night.value = nightAround())).observe(outer, { attributes: true, attributeFilter: ['data-night-mode'] });
  return computed(() => ((night.value === '' ? prefersDark.value : night.value === '1') ? 'dark' : 'light'));
}

const nightAround = (): string => outerDocument()?.dataset['nightMode'] ?? document.documentElement.dataset['night'] ?? '';

/** Authentic's root element, where the page is framed by it. */
function outerDocument(): HTMLElement | null {
  try {
    return window.parent === window ? null : window.parent.document.documentElement;
  } catch {
    // A frame of another origin: none of our business.
    return null;
  }
}

/** A choice that the browser keeps, the first unless another was made. */
function kept<Choice extends string>(name: string, choices: readonly [Choice, ...Choice[]]): Signal<Choice> {
  const [usual] = choices;
  const choice = signal(choices.find((known) => known === stored(name)) ?? usual);
  effect(() => store(name, choice.value === usual ? null : choice.value));
  return choice;
}

function stored(name: string): string | null {
  try {
    return localStorage.getItem(name);
  } catch {
    return null;
  }
}

function store(name: string, choice: string | null): void {
  try {
    if (choice === null) localStorage.removeItem(name);
    else localStorage.setItem(name, choice);
  } catch {
    // Storage may be forbidden; the choice then lasts as long as the page.
  }
}
