import type { ComponentChildren } from 'preact';
import { useEffect } from 'preact/hooks';
import { follow } from '../state/follow.ts';
import type { Page } from '../state/page.ts';
import { t } from '../state/words.ts';
import { ActionBar } from './action-bar.tsx';
import { Banner } from './banner.tsx';
import { DialogHost } from './dialogs/dialog-host.tsx';
import { fetchSoon, lazy } from './lazy.tsx';
import { HeldIconBar } from './icons/held-icon.tsx';
import { MapHost } from './map-host.tsx';
import { NoticeList } from './notice-list.tsx';
import { usePage } from './page-context.ts';
import { SearchBox } from './search-box.tsx';
import { SelectionBar } from './selection-bar.tsx';
import { SidePanel } from './side-panel.tsx';
import { TitleBar } from './title-bar.tsx';
import { ToolBar } from './tool-bar.tsx';
import { ZoomBar } from './zoom-bar.tsx';

const ContextMenu = lazy(async () => (await import('./context-menu.tsx')).ContextMenu, 'soon');
const EmptyMap = lazy(async () => (await import('./empty-map.tsx')).EmptyMap);
const FocusBar = lazy(async () => (await import('./explore/focus-bar.tsx')).FocusBar);
const Minimap = lazy(async () => (await import('./explore/minimap.tsx')).Minimap);
const ServerTable = lazy(async () => (await import('./table/server-table.tsx')).ServerTable);
const Tooltip = lazy(async () => (await import('./tooltip.tsx')).Tooltip, 'soon');

/** Servers of a map that is told what to do next, at most. */
const HINTED = 1;

/** The whole page: the map, and islands that float over it. */
export function Shell() {
  const page = usePage();
  const isReady = page.map.world.value !== null;
  useEffect(() => { if (isReady) fetchSoon(); }, [isReady]);
  return (
    <div class={page.hasPanel.value ? 'has-panel' : ''}>
      <TitleBar />
      <SearchBox />
      {page.focus.on.value === null ? null : <FocusBar />}
      <ActionBar />
      <MapHost />
      <HeldIconBar />
      <When is={() => page.map.hover.value !== null}><Tooltip /></When>
      <When is={() => isNearlyEmpty(page)}><EmptyMap /></When>
      <ToolBar />
      <SelectionBar />
      {page.showsTable.value ? <ServerTable /> : null}
      {page.look.minimap.value ? <Minimap /> : null}
      <ZoomBar />
      <SidePanel />
      <Banner />
      <NoticeList />
      <When is={() => page.menu.value !== null}><ContextMenu /></When>
      <DialogHost />
      <p class="visually-hidden" id="map-hint">{t('map_hint')}</p>
    </div>
  );
}

/** Its children while something holds, without drawing what stands around it anew when that changes. */
const When = ({ is, children }: { readonly is: () => boolean; readonly children: ComponentChildren }) => (is() ? <>{children}</> : null);

function isNearlyEmpty({ map }: Page): boolean {
  follow(map.shape);
  return (map.world.value?.size ?? Infinity) <= HINTED;
}
