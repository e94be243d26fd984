import type { Command } from 'commander';
import type { Stats } from '../../contract/stats.ts';
import { messageOf } from '../../errors.ts';
import { openDaemon } from '../daemon.ts';
import { findDaemon, residentBytesOf, type DaemonProcess } from '../daemon-process.ts';
import { filesOf, readSmall } from '../data-folder.ts';
import type { Door } from '../door.ts';
import { CommandError, UsageError } from '../failures.ts';
import { serviceOf } from '../service.ts';
import { doorFor, folderOf, isElsewhere, withDaemon, writeJson, type CommonOptions, type Session } from '../session.ts';
import { pairsOf } from '../table.ts';

/** What `status` answers. `running` is whether the daemon answers, `pid` null where it is not known here. */
type Status = {
  readonly running: boolean; readonly pid: number | null; readonly address: string | null; readonly socket: string | null; readonly data: string | null;
  readonly service: string | null; readonly memory_bytes: number | null; readonly stats: Stats | null; readonly reason: string | null;
};

/** A daemon that needs longer for its totals does not answer. */
const DEADLINE_MS = 10_000;

/** `status`: exit status 1 when the daemon is down or does not answer. */
export function addStatus(program: Command, session: Session): void {
  withDaemon(program.command('status').description('say whether the daemon runs, where, and what it watches; exit status 1 if it is down'))
    .action(async (options: CommonOptions) => {
      const status = await look(session, options);
      if (options.json) writeJson(session, status);
      else session.terminal.write(pairsOf(linesOf(status)));
      if (!status.running) session.fail();
    });
}

async function look(session: Session, options: CommonOptions): Promise<Status> {
  const folder = isElsewhere(session, options) ? null : folderOf(session, options);
  const found: DaemonProcess = folder === null ? { kind: 'none' } : findDaemon(folder);
  const pid = found.kind === 'running' ? found.pid : null;
  const known = { pid, data: folder, service: folder === null ? null : serviceOf(folder), memory_bytes: pid === null ? null : residentBytesOf(pid) };
  const down = { ...known, running: false, address: null, socket: null, stats: null };
  if (folder !== null && pid === null) return { ...down, reason: found.kind === 'stale' ? `process ${found.pid} ended without a farewell` : 'it is not started' };
  try {
    const door = doorFor(session, options);
    return { ...known, running: true, address: addressOf(door, folder), socket: door.kind === 'socket' ? door.file : null, stats: await openDaemon(door, DEADLINE_MS).stats(), reason: null };
  } catch (error) {
    if (error instanceof UsageError || (error instanceof CommandError && folder === null)) throw error;
    return { ...down, reason: messageOf(error) };
  }
}

/** What can be typed into a browser; a daemon that is asked over its socket has an address too. */
const addressOf = (door: Door, folder: string | null): string | null => (door.kind === 'http' ? door.url : folder === null ? null : readSmall(filesOf(folder).address));

function linesOf({ running, pid, address, socket, data, service, memory_bytes: memory, stats, reason }: Status): (readonly [string, string])[] {
  const lines: (readonly [string, string | null])[] = [
    ['daemon', running ? `running${pid === null ? '' : `, process ${pid}`}` : `down: ${reason ?? ''}`],
    ['kept by', service === 'process' ? null : service],
    ['address', address],
    ['socket', socket],
    ['data', data],
    ['memory', memory === null ? null : `${Math.round(memory / 1_048_576)} MiB`],
    ['servers', stats === null ? null : countsOf(stats.servers.total, stats.servers.by_status)],
    ['connections', stats === null ? null : countsOf(stats.connections.total, stats.connections.by_status)],
    ['clusters', stats === null ? null : countsOf(stats.clusters.total, stats.clusters.by_health)],
  ];
  return lines.flatMap(([name, value]) => (value === null ? [] : [[name, value] as const]));
}

const countsOf = (total: number, by: Readonly<Record<string, number>>): string => {
  const parts = Object.entries(by).filter(([, count]) => count > 0).map(([word, count]) => `${count} ${word}`);
  return parts.length === 0 ? String(total) : `${total}: ${parts.join(', ')}`;
};
