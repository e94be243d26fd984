import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { t } from '../../state/words.ts';
import { usePage } from '../page-context.ts';

/** The library of icons, fetched when it is first opened. */
export function IconHost() {
  const page = usePage();
  const [Panel, setPanel] = useState<ComponentType | null>(null);
  useEffect(() => {
    let isWanted = true;
    import('./icon-panel.tsx').then(
      ({ IconPanel }) => { if (isWanted) setPanel(() => IconPanel); },
      () => {
        page.notices.fault(t('fault_chunk'));
        page.icons.close();
      },
    );
    return () => { isWanted = false; };
  }, []);
  return Panel === null ? null : <Panel />;
}
