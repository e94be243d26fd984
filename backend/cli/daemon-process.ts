import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, existsSync, fchownSync, mkdirSync, openSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { CommandError } from './failures.ts';
import { filesOf, INSTALLED_FOLDER, INSTALLED_LOGS, readSmall } from './data-folder.ts';

/** What the pid file of a data folder says, held against the processes of this machine. */
export type DaemonProcess =
  | { readonly kind: 'none' }
  /** The pid file is left from a daemon that ended without a farewell. */
  | { readonly kind: 'stale'; readonly pid: number }
  | { readonly kind: 'running'; readonly pid: number };

/** The daemon of a data folder. A process that took over the number of a dead daemon is not ours. */
export function findDaemon(folder: string): DaemonProcess {
  const pid = Number.parseInt(readSmall(filesOf(folder).pid) ?? '', 10);
  if (!Number.isInteger(pid) || pid <= 1) return { kind: 'none' };
  return { kind: isAlive(pid) && isDaemon(pid) ? 'running' : 'stale', pid };
}

/** The process exists and has not ended (a zombie has). */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    // EPERM: it exists and belongs to somebody else.
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  const stat = readProc(pid, 'stat');
  return stat === null || !/^\d+ \(.*\) Z/s.test(stat);
}

/** The process runs the daemon's main.js. Without /proc its number has to do. Source: proc_pid_cmdline(5). */
function isDaemon(pid: number): boolean {
  if (!existsSync('/proc/self/cmdline')) return true;
  return (readProc(pid, 'cmdline') ?? '').split('\0').some((argument) => /(^|\/)main\.js$/.test(argument));
}

function readProc(pid: number, name: string): string | null {
  try {
    return readFileSync(`/proc/${pid}/${name}`, 'utf8');
  } catch {
    return null; // It has just ended, or this is no Linux.
  }
}

/** Resident memory of a process in bytes, or null. Source: proc_pid_status(5). */
export function residentBytesOf(pid: number): number | null {
  const match = /^VmRSS:\s+(\d+) kB$/m.exec(readProc(pid, 'status') ?? '');
  return match === null ? null : Number(match[1]) * 1024;
}

/** Where a daemon that this command starts writes what it says. */
export const startLogOf = (folder: string): string => join(folder, 'daemon.log');

/**
 * Starts the daemon so that it outlives this command. Started by root in somebody's data folder, it runs as that somebody.
 */
export function spawnDaemon(options: {
  readonly daemonFile: string; readonly folder: string; readonly env: Readonly<Record<string, string | undefined>>;
}): ChildProcess {
  const { daemonFile, folder, env } = options;
  if (!existsSync(daemonFile)) throw new CommandError('not_built', `${daemonFile} is not there; build it with: npm run build`);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const { uid, gid } = statSync(folder);
  const mustSwitch = process.getuid?.() === 0 && uid !== 0;
  const log = openSync(startLogOf(folder), 'a', 0o600);
  if (mustSwitch) fchownSync(log, uid, gid);
  const child = spawn(process.execPath, ['--enable-source-maps', daemonFile, ...argumentsFor(folder)], {
    cwd: dirname(dirname(dirname(daemonFile))),
    detached: true,
    // On standard output it prints the address with its token, which belongs into no log.
    stdio: ['ignore', 'ignore', log],
    env: { ...env, UNLIMITED_CLUSTER_DATA: folder },
    ...(mustSwitch ? { uid, gid } : {}),
  });
  closeSync(log);
  child.unref();
  return child;
}

/** As its service would start it: an installed daemon has a unix socket, one of a Webmin answers miniserv's route as well. */
function argumentsFor(folder: string): readonly string[] {
  const { miniservSecret } = filesOf(folder);
  const logs = folder === INSTALLED_FOLDER && existsSync(INSTALLED_LOGS) ? ['--logs', INSTALLED_LOGS] : [];
  if (existsSync(miniservSecret)) return ['--socket', '--ticket-port', 'auto', '--secret-file', miniservSecret, ...logs];
  return folder === INSTALLED_FOLDER ? ['--socket', ...logs] : [];
}

const STOP_LIMIT_MS = 10_000;
const LOOK_MS = 50;

/** Asks the daemon to end and waits up to ten seconds; true once it has. */
export async function stopDaemon(pid: number, signal: 'SIGTERM' | 'SIGKILL'): Promise<boolean> {
  try {
    process.kill(pid, signal);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ESRCH') return true;
    if (code === 'EPERM') throw new CommandError('not_permitted', `The daemon (process ${pid}) belongs to another user; run this as root or as that user.`, { cause: error });
    throw error;
  }
  for (let waitedMs = 0; waitedMs < STOP_LIMIT_MS; waitedMs += LOOK_MS) {
    if (!isAlive(pid)) return true;
    await sleep(LOOK_MS);
  }
  return !isAlive(pid);
}
