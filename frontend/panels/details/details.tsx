import { usePage } from '../page-context.ts';
import { ClusterPanel } from './cluster-panel.tsx';
import { ConnectionPanel } from './connection-panel.tsx';
import { DrawingPanel } from './drawing-panel.tsx';
import { ItemsPanel } from './items-panel.tsx';
import { NetworkPanel } from './network-panel.tsx';
import { ProblemPanel } from './problem-panel.tsx';
import { ServerPanel } from './server-panel.tsx';
import { ServersPanel } from './servers-panel.tsx';

/** Everything about what is selected, or the list of problems. */
export function Details() {
  const page = usePage();
  const servers = page.selection.servers.value;
  const item = page.selection.item.value;
  const [only] = servers;
  if (page.isPanelClosed.value || page.selection.size.value === 0) return <ProblemPanel />;
  if (only !== undefined) return servers.size === 1 ? <ServerPanel key={only} server={only} /> : <ServersPanel />;
  switch (item?.kind) {
    case undefined: return <ItemsPanel />;
    case 'cluster': return <ClusterPanel id={item.id} />;
    case 'network': return <NetworkPanel key={item.id} id={item.id} />;
    case 'connection': return <ConnectionPanel id={item.id} />;
    case 'area': case 'text': case 'line': return <DrawingPanel item={{ kind: item.kind, id: item.id }} />;
  }
}
