import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { t } from '../state/words.ts';
import { usePage } from './page-context.ts';

/** A component that is fetched when it is first shown; one that cannot be fetched is told. */
export function lazy<Props extends object>(load: () => Promise<ComponentType<Props>>): ComponentType<Props> {
  let loaded: ComponentType<Props> | null = null;
  return function Lazy(props: Props) {
    const page = usePage();
    const [, redraw] = useState(0);
    useEffect(() => {
      if (loaded !== null) return;
      let isWanted = true;
      load().then(
        (component) => {
          loaded = component;
          if (isWanted) redraw(1);
        },
        () => page.notices.fault(t('fault_chunk')),
      );
      return () => { isWanted = false; };
    }, []);
    const Loaded = loaded;
    return Loaded === null ? null : <Loaded {...props} />;
  };
}
