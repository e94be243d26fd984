import { FULL_ACCESS } from '../../backend/contract/access.ts';
import { nowMs } from '../../backend/clock.ts';
import { openLog } from '../../backend/log.ts';
import { Store } from '../../backend/store/store.ts';

/** A process that opens a store, makes one topology, and holds still until its input ends. */
const [folder = '', workerFile = ''] = process.argv.slice(2);
const store = await Store.open({ folder, nowMs, log: openLog('silent'), workerFile });
await store.topology(FULL_ACCESS);
process.stdout.write('ready\n');
process.stdin.resume();
process.stdin.on('end', () => void store.close());
