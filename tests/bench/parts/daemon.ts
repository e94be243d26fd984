import { mkdtemp } from 'node:fs/promises';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createApi } from '../../../backend/api/api.ts';
import { Doors } from '../../../backend/api/doors.ts';
import { nowMs } from '../../../backend/clock.ts';
import { openLog } from '../../../backend/log.ts';
import { openEventStream } from '../../../backend/realtime/event-stream.ts';
import { Hub } from '../../../backend/realtime/hub.ts';
import { attachRealtime } from '../../../backend/realtime/web-socket.ts';
import { Store } from '../../../backend/store/store.ts';
import { storeWorkerFile } from '../../support/store-worker.ts';

export const TOKEN = 'the-token-of-the-benchmarks';

/** The whole voice over a real store in a temporary folder, on a free port. */
export async function openDaemon(): Promise<{ store: Store; hub: Hub; port: number; folder: string }> {
  const folder = await mkdtemp(path.join(tmpdir(), 'uc-bench-'));
  const log = openLog('error');
  const store = await Store.open({ folder, nowMs, log, workerFile: await storeWorkerFile() });
  const doors = new Doors({ token: TOKEN, listenHost: '127.0.0.1', hostNames: [], tokens: store.tokens, nowMs });
  const hub = new Hub({ store, nowMs, log });
  const app = createApi({
    store, doors, nowMs, log, version: '0.0.0', uploadFolder: folder, pageFolder: folder, imagesFolder: folder,
    events: (response, guest, options) => openEventStream(hub, response, guest, options),
  });
  const server = createServer(app);
  doors.watch(server, 'tcp');
  attachRealtime(server, { hub, admitUpgrade: (request) => doors.admitUpgrade(request), log });
  return { store, hub, folder, port: await listen(server.listen(0, '127.0.0.1')) };
}

export const listenWith = (app: RequestListener): Promise<number> => listen(createServer(app).listen(0, '127.0.0.1'));

async function listen(server: ReturnType<typeof createServer>): Promise<number> {
  await new Promise((resolve) => server.once('listening', resolve));
  return (server.address() as AddressInfo).port;
}
