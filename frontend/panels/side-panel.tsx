import { ArrangeHost } from './arrange-host.tsx';
import { lazy } from './lazy.tsx';
import { usePage } from './page-context.ts';

const IconPanel = lazy(async () => (await import('./icons/icon-panel.tsx')).IconPanel);
const Details = lazy(async () => (await import('./details/details.tsx')).Details, 'soon');

/** How the map is arranged while it is, the library of icons while it is open, or the details. On a phone it comes from below. */
export function SidePanel() {
  const page = usePage();
  if (!page.hasPanel.value) return null;
  if (page.isArranging.value) return <ArrangeHost />;
  return page.icons.isOpen.value ? <IconPanel /> : <Details />;
}
