import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { t } from '../state/words.ts';
import { usePage } from './page-context.ts';

/** Milliseconds until it is fetched at the latest, or by a browser that cannot say that it is idle. */
const SOON_MS = 1_000;

/** What is fetched while nothing else is to be done, because it must be there even where the daemon no longer answers. */
const soon: (() => Promise<unknown>)[] = [];

/** Fetches what was asked for soon, once the browser has nothing else to do. What fails is fetched again, and told, when it is first shown. */
export function fetchSoon(): void {
  const fetchAll = (): void => soon.forEach((load) => void load().catch(() => undefined));
  if ('requestIdleCallback' in globalThis) requestIdleCallback(fetchAll, { timeout: SOON_MS });
  else setTimeout(fetchAll, SOON_MS);
}

/** Adds something to what is fetched soon. */
export const alsoSoon = (load: () => Promise<unknown>): void => void soon.push(load);

/** A component that is fetched when it is first shown, or `soon`; one that cannot be fetched is told. */
export function lazy<Props extends object>(fetch: () => Promise<ComponentType<Props>>, when?: 'soon'): ComponentType<Props> {
  let loaded: ComponentType<Props> | null = null;
  const load = async (): Promise<void> => { loaded = await fetch(); };
  if (when === 'soon') alsoSoon(load);
  return function Lazy(props: Props) {
    const page = usePage();
    const [, redraw] = useState(0);
    useEffect(() => {
      if (loaded !== null) return;
      let isWanted = true;
      load().then(() => { if (isWanted) redraw(1); }, () => page.notices.fault(t('fault_chunk')));
      return () => { isWanted = false; };
    }, []);
    const Loaded = loaded;
    return Loaded === null ? null : <Loaded {...props} />;
  };
}
