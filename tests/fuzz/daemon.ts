/** The whole voice in a process of its own, for the fuzz: `daemon.mjs FOLDER WORKER`. Sends its port; answers `memory` with what is left after a collection. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createApi } from '../../backend/api/api.ts';
import { Doors } from '../../backend/api/doors.ts';
import { nowMs } from '../../backend/clock.ts';
import { plain } from '../../backend/contract/sentence.ts';
import { SentenceError } from '../../backend/errors.ts';
import { openLog } from '../../backend/log.ts';
import { openEventStream } from '../../backend/realtime/event-stream.ts';
import { Hub } from '../../backend/realtime/hub.ts';
import { Store } from '../../backend/store/store.ts';

const [, , folder = '', workerFile = '', token = ''] = process.argv;
const log = openLog('error');
const store = await Store.open({ folder, nowMs, log, workerFile });
const doors = new Doors({ token, listenHost: '127.0.0.1', hostNames: [], tokens: store.tokens, nowMs });
const hub = new Hub({ store, nowMs, log });
// Bodies name addresses of strangers, so nothing here may reach out.
const nobodyCollects = {
  poll: (server: string) => Promise.resolve({ server, source: 'none', success: false, duration_seconds: 0, problem: plain('Nothing is read here.') }),
  verify: () => Promise.resolve({ reachable: false, problem: plain('Nothing is tried here.') }),
  status: () => ({ sources: [] }),
};
const nothingIsFetched = (): Promise<never> => Promise.reject(new SentenceError(plain('names nothing that is fetched here')));
const server = createServer(createApi({
  webFile: nothingIsFetched, store, doors, nowMs, log, version: '0.0.0', uploadFolder: folder, collecting: nobodyCollects, pageFolder: folder, imagesFolder: folder,
  events: (response, guest, options) => openEventStream(hub, response, guest, options),
}));
server.listen(0, '127.0.0.1', () => process.send?.({ port: (server.address() as AddressInfo).port }));
process.on('message', () => {
  void leastMemory().then((rss) => process.send?.({ rss }));
});

/** What stays after collections: the allocator gives pages back some time later. */
async function leastMemory(): Promise<number> {
  let least = Infinity;
  for (let tries = 0; tries < 8; tries += 1) {
    globalThis.gc?.();
    await new Promise((resolve) => setTimeout(resolve, 150));
    least = Math.min(least, process.memoryUsage().rss);
  }
  return least;
}
