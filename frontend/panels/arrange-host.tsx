import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { t } from '../state/words.ts';
import { usePage } from './page-context.ts';

/** The panel that arranges the map, fetched when it is first opened. */
export function ArrangeHost() {
  const page = usePage();
  const [Panel, setPanel] = useState<ComponentType | null>(null);
  useEffect(() => {
    let isWanted = true;
    import('./arrange/arrange-panel.tsx').then(
      ({ ArrangePanel }) => { if (isWanted) setPanel(() => ArrangePanel); },
      () => {
        page.notices.fault(t('fault_chunk'));
        page.isArranging.value = false;
      },
    );
    return () => { isWanted = false; };
  }, []);
  return Panel === null ? null : <Panel />;
}
