import { t } from '../state/words.ts';
import type { Page } from '../state/page.ts';
import { placeIcon, tileAt } from '../state/icons/placing.ts';
import { usePage } from './page-context.ts';

/** The element the map is drawn into, and the sentence that screen readers hear about it. */
export function MapHost() {
  const page = usePage();
  return (
    <>
      <div
        class="map" id="map" tabIndex={0} role="application" aria-label={t('map')} aria-describedby="map-hint"
        onDragOver={(event) => { if (page.mayEdit) event.preventDefault(); }}
        onDrop={(event) => {
          event.preventDefault();
          if (page.mayEdit) drop(page, event);
        }}
        data-over={page.map.hover.value?.kind} data-tool={page.icons.held.value === null ? page.tool.value : 'place'}
      />
      <div class="visually-hidden" role="status" aria-live="polite">{page.notices.spoken}</div>
    </>
  );
}

/** An icon of the library becomes a server here; pictures become icons; any other file is imported. */
function drop(page: Page, { dataTransfer, clientX, clientY, currentTarget }: DragEvent): void {
  const held = page.icons.dragged;
  const box = (currentTarget as HTMLElement).getBoundingClientRect();
  if (held !== null) {
    void placeIcon(page, held, tileAt(page, { x: clientX - box.left, y: clientY - box.top }));
    return;
  }
  const files = [...dataTransfer?.files ?? []];
  const [first] = files;
  if (first === undefined) return;
  if (files.every(({ type }) => type.startsWith('image/'))) {
    page.icons.dropped.value = files;
    page.icons.open();
  } else page.open({ kind: 'import', file: first });
}
