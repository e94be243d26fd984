import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { t } from '../state/words.ts';
import { usePage } from './page-context.ts';

/** A component that is fetched when it is first shown; one that cannot be fetched is told. */
export function lazy<Props extends object>(load: () => Promise<ComponentType<Props>>): ComponentType<Props> {
  let loaded: ComponentType<Props> | null = null;
  return function Lazy(props: Props) {
    const page = usePage();
    const [, setLoaded] = useState(loaded !== null);
    useEffect(() => {
      if (loaded !== null) return;
      load().then((component) => {
        loaded = component;
        setLoaded(true);
      }, () => page.notices.fault(t('fault_chunk')));
    }, []);
    const Shown = loaded;
    return Shown === null ? null : <Shown {...props} />;
  };
}
