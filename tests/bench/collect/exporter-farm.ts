import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';

/**
 * Many node_exporters in one process, one on each loopback address `127.10.x.y`: the page of the fixtures with its counters
 * moving, in chunks as Go's net/http cuts them. Arguments: how many, port, first page, second page (12 s later).
 */
export const hostOf = (index: number): string => `127.10.${Math.floor(index / 250)}.${(index % 250) + 1}`;

const CHUNK = 2_048;
const PAGES = 64;
const PAGE_SECONDS = 3;
const FIXTURE_SECONDS = 12;

/** The page as it would be `seconds` after the first one: numbers that grew go on growing. */
function pageAt(first: string, second: string, seconds: number): string {
  const later = second.split('\n');
  return first.split('\n').map((line, index) => {
    const [before, after] = [line, later[index] ?? ''].map((text) => text.lastIndexOf(' '));
    if (line.startsWith('#') || before === undefined || after === undefined || before !== after || line.slice(0, before) !== (later[index] ?? '').slice(0, before)) return line;
    const grown = Number((later[index] ?? '').slice(after + 1)) - Number(line.slice(before + 1));
    return grown > 0 ? `${line.slice(0, before)} ${Number(line.slice(before + 1)) + (grown * seconds) / FIXTURE_SECONDS}` : line;
  }).join('\n');
}

function replyOf(page: string): Buffer {
  const body = Buffer.from(page);
  const parts = [Buffer.from(`HTTP/1.1 200 OK\r\nContent-Type: text/plain; version=0.0.4; charset=utf-8\r\nDate: ${new Date().toUTCString()}\r\nTransfer-Encoding: chunked\r\n\r\n`)];
  for (let at = 0; at < body.length; at += CHUNK) {
    const chunk = body.subarray(at, at + CHUNK);
    parts.push(Buffer.from(`${chunk.length.toString(16)}\r\n`), chunk, Buffer.from('\r\n'));
  }
  return Buffer.concat([...parts, Buffer.from('0\r\n\r\n')]);
}

if (process.argv[2] === 'farm') {
  const [count, port, first, second] = process.argv.slice(3) as [string, string, string, string];
  const [a, b] = [readFileSync(first, 'utf8'), readFileSync(second, 'utf8')];
  const replies = Array.from({ length: PAGES }, (_, index) => replyOf(pageAt(a, b, index * PAGE_SECONDS)));
  const startedMs = Date.now();
  const listening = Array.from({ length: Number(count) }, (_, index) => new Promise((resolve) => {
    createServer((socket) => {
      socket.setNoDelay(true);
      socket.on('error', () => socket.destroy());
      socket.on('data', (request) => {
        if (request.includes('\r\n\r\n')) socket.write(replies[Math.floor((Date.now() - startedMs) / 1_000 / PAGE_SECONDS) % PAGES] as Buffer);
      });
    }).listen(Number(port), hostOf(index), () => resolve(null));
  }));
  await Promise.all(listening);
  process.stdout.write('ready\n');
}
