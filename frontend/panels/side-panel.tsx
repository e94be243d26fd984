import { ArrangeHost } from './arrange-host.tsx';
import { ClusterPanel } from './details/cluster-panel.tsx';
import { ConnectionPanel } from './details/connection-panel.tsx';
import { ProblemPanel } from './details/problem-panel.tsx';
import { ServerPanel } from './details/server-panel.tsx';
import { ServersPanel } from './details/servers-panel.tsx';
import { lazy } from './lazy.tsx';
import { usePage } from './page-context.ts';

const DrawingPanel = lazy(async () => (await import('./details/drawing-panel.tsx')).DrawingPanel);

/** How the map is arranged while it is, everything about what is selected, or the list of problems. On a phone it comes from below. */
export function SidePanel() {
  const page = usePage();
  if (!page.hasPanel.value) return null;
  if (page.isArranging.value) return <ArrangeHost />;
  const servers = page.selection.servers.value;
  const item = page.selection.item.value;
  const [only] = servers;
  if (page.isPanelClosed.value || (servers.size === 0 && item === null)) return <ProblemPanel />;
  if (only !== undefined) return servers.size === 1 ? <ServerPanel key={only} server={only} /> : <ServersPanel />;
  if (item === null) return null;
  switch (item.kind) {
    case 'cluster': return <ClusterPanel id={item.id} />;
    case 'connection': return <ConnectionPanel id={item.id} />;
    case 'area': case 'text': case 'line': return <DrawingPanel item={{ kind: item.kind, id: item.id }} />;
  }
}
