import { InvalidArgumentError, type Command } from 'commander';
import type { ChildProcess } from 'node:child_process';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { findDaemon, spawnDaemon, startLogOf, stopDaemon } from '../daemon-process.ts';
import { isAnswering } from '../daemon.ts';
import { filesOf, readSmall } from '../data-folder.ts';
import { nameOf } from '../door.ts';
import { CommandError } from '../failures.ts';
import { readableLine, textSince } from '../log-lines.ts';
import { askService, serviceOf, unitState } from '../service.ts';
import { doorFor, folderOf, withData, writeJson, type CommonOptions, type Session } from '../session.ts';

type StartOptions = CommonOptions & { readonly wait: number; readonly listen?: string };
type StopOptions = CommonOptions & { readonly force?: true };

const LOOK_MS = 100;

/** `start`, `stop` and `restart`: through systemd or Webmin's boot script where one of them has the daemon in its care, else by hand. */
export function addLifecycle(program: Command, session: Session): void {
  withWait(withData(program.command('start').description('start the daemon and wait until it answers')))
    .action(async (options: StartOptions) => {
      const found = findDaemon(folderOf(session, options));
      const started = found.kind === 'running' ? false : await start(session, options);
      report(session, options, started ? 'The daemon runs' : 'The daemon was running already');
    });

  withData(program.command('stop').description('stop the daemon; waits up to 10 s until it has ended'))
    .option('--force', 'end it at once if it does not answer; nothing it acknowledged is lost')
    .action(async (options: StopOptions) => {
      const stopped = await stop(session, options);
      const sentence = stopped ? 'The daemon has ended.' : 'The daemon was not running.';
      if (options.json) writeJson(session, { running: false, stopped });
      else session.terminal.write(`${sentence}\n`);
    });

  withWait(withData(program.command('restart').description('stop the daemon if it runs, and start it')))
    .option('--force', 'end it at once if it does not answer; nothing it acknowledged is lost')
    .action(async (options: StartOptions & StopOptions) => {
      await stop(session, options);
      await start(session, options);
      report(session, options, 'The daemon runs');
    });
}

const withWait = (command: Command): Command => command
  .option('--wait <seconds>', 'how long it may take until it answers', secondsOf, 20)
  .option('--listen <host:port>', 'where it listens, if no service starts it (default: UNLIMITED_CLUSTER_LISTEN, or 127.0.0.1:8080)');

/** Starts it and waits for its first answer. Throws with the last lines of its log where it ends before. */
async function start(session: Session, options: StartOptions): Promise<boolean> {
  const folder = folderOf(session, options);
  const service = serviceOf(folder);
  if (service !== 'process') {
    askService(service, 'start');
    await untilAnswering(session, options, null);
    return true;
  }
  const env = options.listen === undefined ? session.env : { ...session.env, UNLIMITED_CLUSTER_LISTEN: options.listen };
  const before = sizeOfLog(folder);
  const child = spawnDaemon({ daemonFile: join(session.productFolder, 'backend/dist/main.js'), folder, env });
  await untilAnswering(session, options, { child, folder, before });
  return true;
}

type Started = { readonly child: ChildProcess; readonly folder: string; readonly before: number };

async function untilAnswering(session: Session, options: StartOptions, started: Started | null): Promise<void> {
  const deadlineMs = session.nowMs() + options.wait * 1000;
  const fate: { ended: string | null } = { ended: null };
  started?.child.once('exit', (code, signal) => { fate.ended = code === null ? `signal ${String(signal)}` : `status ${code}`; });
  started?.child.once('error', (error) => { fate.ended = error.message; });
  while (session.nowMs() < deadlineMs) {
    if (await isUp(session, options)) return;
    if (fate.ended !== null) throw new CommandError('start_failed', `The daemon ended at once (${fate.ended}).${lastWords(started)}`);
    if (started === null && unitState() === 'failed') throw new CommandError('start_failed', 'The unit failed; see: clusterctl logs');
    await sleep(LOOK_MS);
  }
  throw new CommandError('start_failed', `The daemon does not answer after ${options.wait} s; see: clusterctl logs`);
}

async function isUp(session: Session, options: CommonOptions): Promise<boolean> {
  if (findDaemon(folderOf(session, options)).kind !== 'running') return false;
  try {
    return await isAnswering(doorFor(session, options));
  } catch (error) {
    if (error instanceof CommandError) return false; // Its address or its token is not written yet.
    throw error;
  }
}

/** What the daemon wrote since it was started. */
function lastWords(started: Started | null): string {
  if (started === null) return '';
  const words = textSince(startLogOf(started.folder), started.before).trim();
  return words === '' ? '' : ` It said:\n${words.split('\n').slice(-20).map((line) => `  ${readableLine(line)}`).join('\n')}`;
}

const sizeOfLog = (folder: string): number => statSync(startLogOf(folder), { throwIfNoEntry: false })?.size ?? 0;

/** False if it was not running. */
async function stop(session: Session, options: StopOptions): Promise<boolean> {
  const folder = folderOf(session, options);
  const wasRunning = findDaemon(folder).kind === 'running';
  const service = serviceOf(folder);
  if (service !== 'process') askService(service, 'stop');
  // One that was started by hand is none of the service's business.
  const found = findDaemon(folder);
  if (found.kind !== 'running') return wasRunning;
  if (await stopDaemon(found.pid, 'SIGTERM')) return true;
  if (options.force !== true) throw new CommandError('still_running', `The daemon (process ${found.pid}) still runs after 10 s. End it with: clusterctl stop --force`);
  if (!await stopDaemon(found.pid, 'SIGKILL')) throw new CommandError('still_running', `Process ${found.pid} cannot be ended: it waits for a disk or a device.`);
  return true;
}

function report(session: Session, options: CommonOptions, sentence: string): void {
  const found = findDaemon(folderOf(session, options));
  const address = readSmall(filesOf(folderOf(session, options)).address) ?? nameOf(doorFor(session, options));
  const pid = found.kind === 'running' ? found.pid : null;
  if (options.json) writeJson(session, { running: true, pid, address, data: folderOf(session, options) });
  else session.terminal.write(`${sentence}: process ${String(pid)}, ${address}\n`);
}

function secondsOf(text: string): number {
  const seconds = Number(text);
  if (!(seconds > 0 && seconds <= 3_600)) throw new InvalidArgumentError('It must be a number of seconds from 1 to 3600.');
  return seconds;
}
