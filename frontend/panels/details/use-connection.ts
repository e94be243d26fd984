import { useEffect, useState } from 'preact/hooks';
import type { Connection } from '../../../backend/contract/connection.ts';
import { usePage } from '../page-context.ts';

/** What the map does not carry about a connection, asked for again whenever the map's shape changes; null until it answers. */
export function useConnection(id: string): Connection | null {
  const page = usePage();
  const [connection, setConnection] = useState<Connection | null>(null);
  const shape = page.map.shape.value;
  useEffect(() => {
    let isWanted = true;
    page.api.call((client) => client.connections.get(id)).then((found) => { if (isWanted) setConnection(found); }, () => undefined);
    return () => { isWanted = false; };
  }, [id, shape]);
  return connection?.id === id ? connection : null;
}
