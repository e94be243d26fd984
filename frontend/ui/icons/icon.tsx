import { ICON_PATHS, type IconName } from './paths.ts';

/** One icon, hidden from screen readers: the control around it carries the words. */
export function Icon({ name }: { readonly name: IconName }) {
  return <svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d={ICON_PATHS[name]} /></svg>;
}
