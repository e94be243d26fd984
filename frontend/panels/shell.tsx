import { t } from '../state/words.ts';
import { ActionBar } from './action-bar.tsx';
import { Banner } from './banner.tsx';
import { ContextMenu } from './context-menu.tsx';
import { DialogHost } from './dialogs/dialog-host.tsx';
import { EmptyMap } from './empty-map.tsx';
import { lazy } from './lazy.tsx';
import { MapHost } from './map-host.tsx';
import { NoticeList } from './notice-list.tsx';
import { usePage } from './page-context.ts';
import { SearchBox } from './search-box.tsx';
import { SelectionBar } from './selection-bar.tsx';
import { SidePanel } from './side-panel.tsx';
import { TitleBar } from './title-bar.tsx';
import { ToolBar } from './tool-bar.tsx';
import { Tooltip } from './tooltip.tsx';
import { ZoomBar } from './zoom-bar.tsx';

const FocusBar = lazy(async () => (await import('./explore/focus-bar.tsx')).FocusBar);
const Minimap = lazy(async () => (await import('./explore/minimap.tsx')).Minimap);
const ServerTable = lazy(async () => (await import('./table/server-table.tsx')).ServerTable);

/** The whole page: the map, and islands that float over it. */
export function Shell() {
  const page = usePage();
  return (
    <div class={page.hasPanel.value ? 'has-panel' : ''}>
      <TitleBar />
      <SearchBox />
      {page.focus.on.value === null ? null : <FocusBar />}
      <ActionBar />
      <MapHost />
      <Tooltip />
      <EmptyMap />
      <ToolBar />
      <SelectionBar />
      {page.showsTable.value ? <ServerTable /> : null}
      {page.look.minimap.value ? <Minimap /> : null}
      <ZoomBar />
      <SidePanel />
      <Banner />
      <NoticeList />
      <ContextMenu />
      <DialogHost />
      <p class="visually-hidden" id="map-hint">{t('map_hint')}</p>
    </div>
  );
}
