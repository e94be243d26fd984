import { nowMs } from '../../backend/clock.ts';
import { openLog } from '../../backend/log.ts';
import { Store } from '../../backend/store/store.ts';

/**
 * A process that writes until it is killed. Every line it prints is an acknowledged write: `server <id>`, `change <number>`.
 * Arguments: the folder, a word that makes its ids its own.
 */
const [folder = '', run = ''] = process.argv.slice(2);
const store = await Store.open({ folder, nowMs, log: openLog('silent') });
store.feed.subscribe(({ number }) => process.stdout.write(`change ${number}\n`));

async function write(writer: number): Promise<never> {
  for (let index = 0; ; index += 1) {
    const id = `r${run}-w${writer}-${index}`;
    await store.write({ user: `writer${writer}` }, () => {
      store.servers.add({ id, name: `${id} ${'x'.repeat(150)}`.slice(0, 150) }, nowMs());
      if (index > 0) store.connections.add({ from: id, to: `r${run}-w${writer}-${index - 1}` }, nowMs());
    });
    process.stdout.write(`server ${id}\n`);
    if (index % 5 === 4) await undoAndRedo(`undoer${run}-${writer}`);
  }
}

async function undoAndRedo(user: string): Promise<void> {
  await store.write({ user }, () => store.views.add({ name: user }, nowMs()));
  await store.undo({ user });
  await store.redo({ user });
}

process.stdout.write('ready\n');
await Promise.all(Array.from({ length: 8 }, (_, writer) => write(writer)));
