import { t } from '../state/words.ts';
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
          const file = event.dataTransfer?.files[0];
          if (file !== undefined && page.mayEdit) page.open({ kind: 'import', file });
        }}
        data-over={page.map.hover.value?.kind} data-tool={page.tool.value}
      />
      <div class="visually-hidden" role="status" aria-live="polite">{page.notices.spoken}</div>
    </>
  );
}
