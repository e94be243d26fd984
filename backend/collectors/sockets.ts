import { execFile } from 'node:child_process';
import { elapsedMs } from '../clock.ts';
import type { Socket } from '../contract/traffic.ts';

/** More open connections than this are not told one by one: then nothing is known of their traffic. */
const MOST = 4_000;
const DEADLINE_MS = 4_000;
/** One reading of this machine serves every connection that is tried in so many milliseconds. */
const FRESH_MS = 500;

/**
 * What a shell is told that reads open TCP connections for us: `uc_sockets [dst address]` prints a line for each with its two ends and the
 * bytes acknowledged and received, by ss(8) with tcp_info (kernel 4.1 and later); "none" where that cannot be read.
 */
export const SOCKETS_PRELUDE = [
  'uc_sockets() {',
  'command -v awk >/dev/null 2>&1 && uc_seen=$(ss -tinH state established "$@" 2>/dev/null </dev/null) || { echo none; return; }',
  `printf '%s\\n' "$uc_seen" | awk '/^[^ \\t]/ { ends = $3 " " $4; next } NF { sent = got = 0;`
    + ' for (i = 1; i <= NF; i++) { if ($i ~ /^bytes_acked:/) sent = substr($i, 13); if ($i ~ /^bytes_received:/) got = substr($i, 16) }'
    + ` if (++n > ${MOST}) { print "none"; exit } print ends, sent, got }'`,
  '}',
].join('\n');

/** What `uc_sockets` printed; null where nothing can be known. Throws SyntaxError on anything else. */
export function parseSockets(output: string): Socket[] | null {
  const lines = output.split('\n').filter((line) => line !== '');
  if (lines.includes('none')) return null;
  return lines.map((line) => {
    const [local = '', peer = '', sent = '', received = '', ...more] = line.split(' ');
    const socket = { local, peer: plain(peer), sent: Number(sent), received: Number(received) };
    if (received === '' || more.length > 0 || !Number.isFinite(socket.sent) || !Number.isFinite(socket.received)) throw new SyntaxError(`Unexpected line of ss: ${JSON.stringify(line.slice(0, 200))}`);
    return socket;
  });
}

/** Those that lead to one of these ports of an address. */
export function socketsTo(sockets: readonly Socket[], address: string, ports: readonly number[]): Socket[] {
  const wanted = new Set(ports.map((port) => plain(address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`)));
  return sockets.filter(({ peer }) => wanted.has(peer));
}

/** An end without the name of an interface; IPv4 as itself also where it is mapped into IPv6. */
const plain = (end: string): string => end.replace(/%[^\]:]+/, '').replace(/^\[::ffff:(\d+\.\d+\.\d+\.\d+)\]/, '$1');

/** The open TCP connections of the machine the daemon runs on. */
export class LocalSockets {
  #reading: Promise<Socket[] | null> | null = null;
  #readMs = -Infinity;

  /** Null where they cannot be read. */
  read(): Promise<Socket[] | null> {
    if (this.#reading === null || elapsedMs() - this.#readMs > FRESH_MS) {
      this.#readMs = elapsedMs();
      this.#reading = new Promise((resolve) => {
        execFile('/bin/sh', ['-c', `PATH=/usr/sbin:/usr/bin:/sbin:/bin:$PATH\n${SOCKETS_PRELUDE}\nuc_sockets`], { timeout: DEADLINE_MS, maxBuffer: 2 ** 21 }, (error, output) => {
          resolve(error === null ? parseSockets(output) : null);
        });
      });
    }
    return this.#reading;
  }
}
