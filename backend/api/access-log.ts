import { isIP } from 'node:net';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Log } from '../log.ts';

const PATH_MAX = 200;

/** Writes a line for each request of a server once it is answered, or given up: who, what, how it ended. */
export function logRequests(server: Server, log: Log, elapsedMs: () => number): void {
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    const startedMs = elapsedMs();
    // Express moves `url` while it looks for a route.
    const asked = described(request);
    response.once('close', () => log.info({ ...asked, status: response.headersSent ? response.statusCode : null, ms: Math.round(elapsedMs() - startedMs), ...(response.writableFinished ? {} : { cut: true }) }));
  });
}

/** Writes the line of an upgrade: 101, or the status it was refused with. */
export function logUpgrade(request: IncomingMessage, status: number, log: Log): void {
  log.info({ ...described(request), status });
}

/**
 * A path stands here without its query, which may hold a token; headers and bodies never do. `from` is the address of the connection, or
 * "socket". Behind a web server on this machine, `for` is whom it says it asks for.
 */
function described({ method, url = '', socket, headers }: IncomingMessage): Record<string, unknown> {
  const from = socket.remoteAddress ?? 'socket';
  const real = headers['x-real-ip'];
  const isProxied = typeof real === 'string' && isIP(real) !== 0 && /^(::ffff:)?127\.|^::1$/.test(from);
  return { from, ...(isProxied ? { for: real } : {}), method, path: (url.split('?', 1)[0] ?? '').slice(0, PATH_MAX) };
}
