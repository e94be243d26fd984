import { createServer, request as httpRequest, type IncomingHttpHeaders, type Server } from 'node:http';
import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createApi } from '../../backend/api/api.ts';
import { Doors, type DoorKind } from '../../backend/api/doors.ts';
import type { Collecting } from '../../backend/api/voice.ts';
import { nowMs } from '../../backend/clock.ts';
import type { Access } from '../../backend/contract/access.ts';
import type { WebFiles } from '../../backend/web-file.ts';
import { openLog } from '../../backend/log.ts';
import { openEventStream } from '../../backend/realtime/event-stream.ts';
import { Hub } from '../../backend/realtime/hub.ts';
import { attachRealtime } from '../../backend/realtime/web-socket.ts';
import { Store } from '../../backend/store/store.ts';
import { storeWorkerFile } from '../support/store-worker.ts';

export const TOKEN = 'a-token-of-the-tests-that-is-long-enough';

export type Answer = { readonly status: number; readonly headers: Headers; readonly text: string; readonly json: Parsed };

/** The body as JSON of the shape the test expects. */
// eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters
type Parsed = <Value = Record<string, unknown>>() => Value;

export type TestApi = {
  readonly store: Store;
  readonly doors: Doors;
  readonly hub: Hub;
  readonly folder: string;
  readonly port: number;
  readonly ticketPort: number;
  readonly socketPath: string;
  readonly base: string;
  /** A request with the daemon's token; JSON bodies are made from `json`. */
  ask(method: string, path: string, options?: { json?: unknown; body?: string | Buffer; headers?: Record<string, string>; token?: string | null }): Promise<Answer>;
  /** A token with only some rights. */
  tokenFor(access: Access): Promise<string>;
  end(): Promise<void>;
};

type Options = { readonly clock?: () => number; readonly collecting?: Collecting; readonly ticketSecret?: string; readonly pageFolder?: string; readonly workerFile?: string | URL; readonly drawIcon?: (icon: string, color: string) => string; readonly webFile?: WebFiles };

/** The whole voice over a real store, on real sockets: TCP, a socket file and the ticket port. */
export async function openApi({ clock = nowMs, collecting, ticketSecret, pageFolder, workerFile, drawIcon, webFile }: Options = {}): Promise<TestApi> {
  const folder = await mkdtemp(path.join(tmpdir(), 'uc-api-'));
  const log = openLog('silent');
  const store = await Store.open({ folder, nowMs: clock, log, workerFile: workerFile ?? await storeWorkerFile() });
  const doors = new Doors({
    token: TOKEN, listenHost: '127.0.0.1', hostNames: ['map.example.org'], tokens: store.tokens, nowMs: clock, ...(ticketSecret === undefined ? {} : { ticketSecret }),
  });
  const hub = new Hub({ store, nowMs: clock, log });
  const app = createApi({
    store, doors, nowMs: clock, log, version: '0.0.0', collecting, uploadFolder: folder, drawIcon, webFile,
    events: (response, guest, options) => openEventStream(hub, response, guest, options),
    pageFolder: pageFolder ?? path.join(folder, 'page'), imagesFolder: path.join(folder, 'images'),
  });
  const open = async (kind: DoorKind, where: string | number): Promise<Server> => {
    const server = createServer(app);
    doors.watch(server, kind);
    attachRealtime(server, { hub, admitUpgrade: (request) => doors.admitUpgrade(request), log });
    await new Promise<void>((resolve) => (typeof where === 'string' ? server.listen(where, resolve) : server.listen(where, '127.0.0.1', resolve)));
    return server;
  };
  const socketPath = path.join(folder, 'daemon.sock');
  const servers = await Promise.all([open('tcp', 0), open('unix', socketPath), open('ticket', 0)]);
  const [port, , ticketPort] = servers.map((server) => (server.address() as AddressInfo).port) as [number, number, number];
  const base = `http://127.0.0.1:${port}`;
  return {
    store, doors, hub, folder, port, ticketPort, socketPath, base,
    async ask(method, address, { json, body, headers, token = TOKEN } = {}) {
      const response = await fetch(base + address, {
        method, redirect: 'manual',
        headers: {
          ...(token === null ? {} : { Authorization: `Bearer ${token}` }), ...(json === undefined ? {} : { 'Content-Type': 'application/json' }), ...headers,
        },
        body: json === undefined ? body as string | undefined ?? null : JSON.stringify(json),
      });
      const text = await response.text();
      return { status: response.status, headers: response.headers, text, json: (() => JSON.parse(text) as unknown) as Parsed };
    },
    tokenFor: ({ rights, clusters }) => store.write({ user: 'test' }, () => store.tokens.add({ name: 'a token', rights, clusters }).token),
    async end() {
      await hub.stop();
      for (const server of servers) {
        server.closeAllConnections();
        await new Promise((resolve) => server.close(resolve));
      }
      await store.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** A request as a stranger can write it: any Host, any header, any door; nothing is added. */
export function raw(options: { port?: number; socketPath?: string; method?: string; path?: string; headers?: Record<string, string>; body?: string | Buffer }): Promise<{ status: number; headers: IncomingHttpHeaders; text: string }> {
  const { port, socketPath, method = 'GET', path: address = '/', headers = {}, body } = options;
  return new Promise((resolve, reject) => {
    const outgoing = httpRequest({ method, path: address, setHost: false, headers, agent: false, ...(socketPath === undefined ? { host: '127.0.0.1', port } : { socketPath }) }, (incoming) => {
      const chunks: Buffer[] = [];
      incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
      incoming.on('end', () => resolve({ status: incoming.statusCode ?? 0, headers: incoming.headers, text: Buffer.concat(chunks).toString('utf8') }));
    });
    outgoing.on('error', reject);
    outgoing.on('upgrade', (incoming, socket) => {
      socket.destroy();
      resolve({ status: incoming.statusCode ?? 0, headers: incoming.headers, text: '' });
    });
    outgoing.end(body);
  });
}
