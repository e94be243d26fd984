import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { pino, type DestinationStream, type Logger } from 'pino';
import { LogFile } from './log-file.ts';

export type Log = Logger;

type Level = 'debug' | 'info' | 'warn' | 'error' | 'silent';

/** The daemon's logs: `log` is what it says of itself, `requests` one line per request, or null where nobody keeps them. */
export type Logs = { readonly log: Log; readonly requests: Log | null };

const SECRET_PATHS = ['token', 'password', 'secret', 'credential', 'authorization', 'cookie', '*.token', '*.password', '*.secret', '*.authorization', '*.cookie'];

/** Lines of JSON on standard error, secrets left out. `silent` says nothing. */
export const openLog = (level: Level): Log => logTo(level, pino.destination({ fd: 2, sync: false }));

/**
 * The logs in a folder: cluster.log holds all from `level` on, error.log its warnings and errors again, web.log the
 * requests. Throws StartError where they cannot be opened.
 */
export function openLogs(folder: string, level: Level): Logs {
  const all = fileIn(folder, 'cluster.log');
  const errors = fileIn(folder, 'error.log');
  const from = level === 'silent' ? 'fatal' : level;
  return {
    log: logTo(level, pino.multistream([{ stream: all, level: from }, { stream: errors, level: from === 'error' || from === 'fatal' ? from : 'warn' }])),
    requests: logTo('info', fileIn(folder, 'web.log')),
  };
}

/** Leaves the reason of a start that failed in cluster.log and error.log, which may not have been opened yet. */
export function noteFailedStart(folder: string, message: string, at: string): void {
  for (const name of ['cluster.log', 'error.log']) {
    try {
      appendFileSync(join(folder, name), `${JSON.stringify({ level: 60, time: at, msg: message })}\n`, { mode: 0o600 });
    } catch {
      return; // The reason stands on standard error as well, and may be this very folder.
    }
  }
}

const logTo = (level: Level, stream: DestinationStream): Log =>
  pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime, redact: { paths: SECRET_PATHS, censor: '[secret]' } }, stream);

const fileIn = (folder: string, name: string): LogFile => new LogFile(join(folder, name));
