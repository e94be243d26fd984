import { t } from '../state/words.ts';
import { ActionBar } from './action-bar.tsx';
import { Banner } from './banner.tsx';
import { ContextMenu } from './context-menu.tsx';
import { DialogHost } from './dialogs/dialog-host.tsx';
import { EmptyMap } from './empty-map.tsx';
import { HeldIconBar } from './icons/held-icon.tsx';
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

/** The whole page: the map, and islands that float over it. */
export function Shell() {
  const page = usePage();
  return (
    <div class={page.hasPanel.value ? 'has-panel' : ''}>
      <TitleBar />
      <SearchBox />
      <ActionBar />
      <MapHost />
      <HeldIconBar />
      <Tooltip />
      <EmptyMap />
      <ToolBar />
      <SelectionBar />
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
