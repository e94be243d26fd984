import { request } from 'node:http';
import { Readable } from 'node:stream';
import type { Transport } from './request.ts';

/**
 * Requests over the daemon's unix socket, for Node alone: `new Client({ api: 'http://localhost/api/', transport: unixTransport(path) })`.
 * Bodies are text or bytes.
 */
export function unixTransport(socketPath: string): Transport {
  return (address, init) => new Promise((resolve, reject) => {
    const { pathname, search } = new URL(address);
    const outgoing = request({
      socketPath, path: pathname + search, method: init.method ?? 'GET',
      headers: { host: 'localhost', ...(init.headers as Record<string, string> | undefined) },
      ...(init.signal ? { signal: init.signal } : {}),
    }, (incoming) => {
      const headers = Object.entries(incoming.headers).map(([name, value]) => [name, String(value)] as [string, string]);
      const status = incoming.statusCode ?? 502;
      const hasBody = status !== 204 && status !== 304 && init.method !== 'HEAD';
      if (!hasBody) incoming.resume();
      resolve(new Response(hasBody ? Readable.toWeb(incoming) as NonNullable<ConstructorParameters<typeof Response>[0]> : null, { status, headers }));
    });
    outgoing.on('error', reject);
    outgoing.end(init.body as string | Uint8Array | undefined);
  });
}
