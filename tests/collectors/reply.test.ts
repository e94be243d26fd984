import { describe, expect, test } from '@jest/globals';
import { PAGE_MAX_BYTES, Reply, UnknownFraming } from '../../backend/collectors/reply.ts';

const chunked = (...chunks: string[]): string =>
  `HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n${chunks.map((chunk) => `${Buffer.byteLength(chunk).toString(16)}\r\n${chunk}\r\n`).join('')}0\r\n\r\n`;

/** Feeds a reply in pieces of a size; answers it, or throws. */
function fed(text: string, size: number): Reply {
  const bytes = Buffer.from(text);
  const reply = new Reply();
  for (let at = 0; at < bytes.length; at += size) {
    const piece = bytes.subarray(at, at + size);
    const isDone = reply.take(piece, piece.length);
    expect(isDone).toBe(at + size >= bytes.length);
  }
  return reply;
}

describe('a reply', () => {
  const sizes = [1, 2, 3, 7, 1_000_000];
  test.each(sizes)('in chunks is joined, however it arrives (pieces of %d bytes)', (size) => {
    const reply = fed(chunked('node_load1 ', '1.5\n', 'x'.repeat(40)), size);
    expect([reply.status, reply.page.toString(), reply.keepsAlive]).toEqual([200, `node_load1 1.5\n${'x'.repeat(40)}`, true]);
    reply.release();
  });

  test.each(sizes)('of a known length is taken as it is (pieces of %d bytes)', (size) => {
    const reply = fed('HTTP/1.1 200 OK\r\nContent-Length: 5\r\nConnection: close\r\n\r\nhello', size);
    expect([reply.page.toString(), reply.keepsAlive]).toEqual(['hello', false]);
  });

  test('has chunk extensions and trailers, which are passed over', () => {
    expect(fed('HTTP/1.1 200 OK\r\ntransfer-encoding: Chunked\r\n\r\n3;name="v"\r\nabc\r\n0\r\nExpires: never\r\n\r\n', 4).page.toString()).toBe('abc');
  });

  test('may be empty, and may be an error', () => {
    expect(fed('HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n', 9)).toMatchObject({ status: 503 });
    expect(fed(chunked(), 5).page).toHaveLength(0);
  });

  test('larger than its first buffer grows', () => {
    const large = 'node_load1 1\n'.repeat(30_000);
    expect(fed(chunked(large, large), 65_536).page.toString()).toBe(large + large);
  });

  test.each([
    ['HTTP/1.0', 'HTTP/1.0 200 OK\r\nContent-Length: 1\r\n\r\nx'],
    ['one that ends with the connection', 'HTTP/1.1 200 OK\r\n\r\nx'],
    ['compressed', 'HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 1\r\n\r\nx'],
    ['of two framings', 'HTTP/1.1 200 OK\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n'],
    ['of another coding', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n'],
    ['an interim one', 'HTTP/1.1 100 Continue\r\n\r\n'],
    ['a greeting of another protocol', 'SSH-2.0-OpenSSH_9.2\r\n'],
    ['a chunk without a size', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n'],
    ['a head without an end', `HTTP/1.1 200 OK\r\nX: ${'x'.repeat(20_000)}`],
  ])('%s is left to the other reader', (_what, text) => {
    const reply = new Reply();
    const bytes = Buffer.from(text);
    expect(() => reply.take(bytes, bytes.length)).toThrow(UnknownFraming);
  });

  test('larger than the limit is refused before it is read', () => {
    const announce = (head: string) => () => { const bytes = Buffer.from(head); new Reply().take(bytes, bytes.length); };
    expect(announce(`HTTP/1.1 200 OK\r\nContent-Length: ${PAGE_MAX_BYTES + 1}\r\n\r\n`)).toThrow('larger than 8 MiB');
    expect(announce('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nfffffff\r\n')).toThrow('larger than 8 MiB');
  });

  test('that goes on after its end is refused', () => {
    const bytes = Buffer.from('HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nxy');
    expect(() => new Reply().take(bytes, bytes.length)).toThrow('more than it announced');
  });
});
