import { useEffect, useState } from 'preact/hooks';
import type { AddressClashes } from '../../../backend/contract/address-clash.ts';
import { usePage } from '../page-context.ts';

const PAUSE_MS = 200;

/** Address clashes in a network, asked for again once the map's shape has changed; null until the daemon answers. */
export function useClashes(id: string): AddressClashes | null {
  const page = usePage();
  const [clashes, setClashes] = useState<AddressClashes | null>(null);
  const shape = page.map.shape.value;
  useEffect(() => {
    let isWanted = true;
    const timer = setTimeout(() => {
      page.api.get<AddressClashes>(`address-clashes?network=${encodeURIComponent(id)}`).then((found) => { if (isWanted) setClashes(found); }, () => undefined);
    }, clashes === null ? 0 : PAUSE_MS);
    return () => {
      isWanted = false;
      clearTimeout(timer);
    };
  }, [id, shape]);
  return clashes;
}
