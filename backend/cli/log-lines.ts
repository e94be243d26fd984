import { closeSync, fstatSync, openSync, readSync, statSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

const BLOCK_BYTES = 65_536;
const READ_MAX_BYTES = 1_048_576;
const LOOK_MS = 250;

/** The last lines of a file, oldest first, read from its end; and how far it was read, in bytes. */
export function lastLines(file: string, count: number): { readonly lines: readonly string[]; readonly end: number } {
  const descriptor = openSync(file, 'r');
  try {
    const end = fstatSync(descriptor).size;
    let text = Buffer.alloc(0);
    let start = end;
    while (start > 0 && newlinesIn(text) <= count) {
      const from = Math.max(0, start - BLOCK_BYTES);
      text = Buffer.concat([readAt(descriptor, from, start - from), text]);
      start = from;
    }
    const lines = text.toString('utf8').split('\n');
    if (lines.at(-1) === '') lines.pop();
    return { lines: count === 0 ? [] : lines.slice(-count), end };
  } finally {
    closeSync(descriptor);
  }
}

/** Text of a file from a place on, at most the last MiB of it. */
export function textSince(file: string, start: number): string {
  const descriptor = openSync(file, 'r');
  try {
    const { size } = fstatSync(descriptor);
    const from = Math.max(start, size - READ_MAX_BYTES);
    return size <= from ? '' : readAt(descriptor, from, size - from).toString('utf8');
  } finally {
    closeSync(descriptor);
  }
}

/**
 * Complete lines as they are added, from `end` on, until the signal. A file that was cut short is read from its start;
 * one that was replaced, as rotation does, is followed by its name.
 */
export async function* newLines(file: string, end: number, signal: AbortSignal): AsyncGenerator<string> {
  let position = end;
  let identity = statSync(file, { throwIfNoEntry: false })?.ino;
  while (!signal.aborted) {
    const now = statSync(file, { throwIfNoEntry: false });
    if (now !== undefined && (now.ino !== identity || now.size < position)) {
      identity = now.ino;
      position = 0;
    }
    const added = now === undefined ? Buffer.alloc(0) : wholeLines(file, position, now.size);
    position += added.length;
    if (added.length > 0) yield* added.toString('utf8').replace(/\n$/, '').split('\n');
    else await sleep(LOOK_MS, undefined, { signal }).catch(() => undefined);
  }
}

/** Bytes from a position on, up to the last newline within a MiB: a line that is still being written waits. */
function wholeLines(file: string, position: number, size: number): Buffer {
  if (size <= position) return Buffer.alloc(0);
  const descriptor = openSync(file, 'r');
  try {
    const bytes = readAt(descriptor, position, Math.min(size - position, READ_MAX_BYTES));
    // A single line longer than what is read at once is passed on in pieces.
    return bytes.length === READ_MAX_BYTES && !bytes.includes(10) ? bytes : bytes.subarray(0, bytes.lastIndexOf(10) + 1);
  } finally {
    closeSync(descriptor);
  }
}

function readAt(descriptor: number, position: number, length: number): Buffer {
  const bytes = Buffer.alloc(length);
  return bytes.subarray(0, readSync(descriptor, bytes, 0, length, position));
}

function newlinesIn(bytes: Buffer): number {
  let count = 0;
  for (let at = bytes.indexOf(10); at !== -1; at = bytes.indexOf(10, at + 1)) count += 1;
  return count;
}

/** Names of pino's levels. Source: pino's documentation, logger.level. */
const LEVELS: Readonly<Record<number, string>> = { 10: 'trace', 20: 'debug', 30: 'info', 40: 'warn', 50: 'error', 60: 'fatal' };

/** A line of the daemon's log for people: time, level, sentence, the rest as `key=value`. Anything else stays as it is. */
export function readableLine(line: string): string {
  const entry = entryOf(line);
  if (entry === null) return line;
  const { level, time, msg, ...rest } = entry;
  const more = Object.entries(rest).map(([key, value]) => `${key}=${typeof value === 'string' && !/[\s"]/.test(value) ? value : JSON.stringify(value)}`);
  return [String(time), (LEVELS[Number(level)] ?? String(level)).toUpperCase().padEnd(5), ...(typeof msg === 'string' ? [msg] : []), ...more].join(' ');
}

/** Whether a line reports an error or worse. */
export const isErrorLine = (line: string): boolean => Number(entryOf(line)?.['level'] ?? 0) >= 50;

function entryOf(line: string): Readonly<Record<string, unknown>> | null {
  if (!line.startsWith('{')) return null;
  try {
    const entry = JSON.parse(line) as Record<string, unknown>;
    return 'level' in entry && 'time' in entry ? entry : null;
  } catch {
    return null; // A line that another program wrote, or half of one.
  }
}
