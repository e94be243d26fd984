import { chmodSync, rmSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo, ListenOptions } from 'node:net';
import { messageOf, StartError } from './errors.ts';

/** miniserv's route names the first free port from here on. */
const TICKET_PORT_FIRST = 10_182;
const TICKET_PORTS = 200;

/** A kept connection lasts longer than the pause between two requests of a page. */
const KEEP_ALIVE_MS = 65_000;

/** An HTTP server for the app that does not listen yet. */
export function serverFor(app: RequestListener): Server {
  const server = createServer({ keepAliveTimeout: KEEP_ALIVE_MS }, app);
  // An import of 512 MiB over a slow line takes longer than Node's five minutes.
  server.requestTimeout = 3_600_000;
  return server;
}

/** Listens on host and port and answers the address for people. Throws StartError naming what has the port. */
export async function listenOnAddress(server: Server, host: string, port: number): Promise<{ address: string; port: number }> {
  try {
    await listen(server, { host, port });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EADDRINUSE') throw new StartError(`${host}:${port} is taken by another program. Set UNLIMITED_CLUSTER_LISTEN to a free one, such as ${host}:${port + 1}.`, { cause: error });
    throw new StartError(`The daemon cannot listen on ${host}:${port}: ${messageOf(error)}.`, { cause: error });
  }
  const { port: actual } = server.address() as AddressInfo;
  return { address: `http://${host.includes(':') ? `[${host}]` : host}:${actual}`, port: actual };
}

/** Listens on a socket file that only this user, and root, can open. */
export async function listenOnSocket(server: Server, file: string): Promise<void> {
  // Left by a daemon that was killed: the pid file says that none runs.
  rmSync(file, { force: true });
  const umask = process.umask(0o177);
  try {
    await listen(server, { path: file });
    chmodSync(file, 0o600);
  } catch (error) {
    throw new StartError(`The daemon cannot listen on ${file}: ${messageOf(error)}.`, { cause: error });
  } finally {
    process.umask(umask);
  }
}

/** Listens on a loopback port for miniserv's route: this one, or the first free from 10182. Answers the port. */
export async function listenForTickets(server: Server, wanted: number | 'auto'): Promise<number> {
  const first = wanted === 'auto' ? TICKET_PORT_FIRST : wanted;
  const last = wanted === 'auto' ? first + TICKET_PORTS : first;
  for (let port = first; port <= last; port += 1) {
    try {
      await listen(server, { host: '127.0.0.1', port });
      return port;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    }
  }
  throw new StartError(`No port from ${first} to ${last} is free on 127.0.0.1 for Webmin's live feed.`);
}

/** Stops listening, ends idle connections at once and the others after `graceMs`. */
export async function closeServer(server: Server, graceMs: number): Promise<void> {
  if (!server.listening) return;
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  const timer = setTimeout(() => server.closeAllConnections(), graceMs);
  await closed;
  clearTimeout(timer);
}

function listen(server: Server, options: ListenOptions): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(options, () => {
      server.removeListener('error', reject);
      resolve();
    });
  });
}
