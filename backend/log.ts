import { pino, type Logger } from 'pino';

export type Log = Logger;

const SECRET_PATHS = ['token', 'password', 'secret', 'credential', 'authorization', 'cookie', '*.token', '*.password', '*.secret', '*.authorization', '*.cookie'];

/** Lines of JSON on standard error, secrets left out. `silent` says nothing. */
export function openLog(level: 'debug' | 'info' | 'warn' | 'error' | 'silent'): Log {
  return pino(
    { level, base: null, timestamp: pino.stdTimeFunctions.isoTime, redact: { paths: SECRET_PATHS, censor: '[secret]' } },
    pino.destination({ fd: 2, sync: false }),
  );
}
