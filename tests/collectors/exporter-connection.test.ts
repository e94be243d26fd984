import { afterEach, describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { nodeExporter } from '../../backend/collectors/node-exporter.ts';
import type { Reader } from '../../backend/collectors/collector.ts';
import { textOf } from '../../backend/contract/sentence.ts';
import { until } from '../support/collecting.ts';

const PAGE = readFileSync(new URL('../fixtures/node_exporter-1.5.0-a.txt', import.meta.url), 'utf8');
const HOST = '127.0.41.1';
const whole = (page: string, more = ''): string => `HTTP/1.1 200 OK\r\nContent-Length: ${Buffer.byteLength(page)}\r\n${more}\r\n${page}`;

let server: Server;
let reader: Reader;
let losses: string[] = [];
let sockets: Socket[] = [];
let requests: string[] = [];

/** An exporter that answers as told: `answer` is given the socket and how many requests came before. */
async function exporter(answer: (socket: Socket, number: number) => void, target: { path?: string } = {}): Promise<void> {
  [losses, sockets, requests] = [[], [], []];
  server = createServer((socket) => {
    sockets.push(socket);
    socket.on('error', () => undefined);
    socket.on('data', (bytes) => { requests.push(bytes.toString()); answer(socket, requests.length); });
  });
  await new Promise<void>((resolve) => server.listen(0, HOST, resolve));
  const { port } = server.address() as AddressInfo;
  reader = nodeExporter.open({ id: 'a', ip: HOST, port, path: target.path ?? '/metrics', tls: false }, {
    resolve: (ip) => Promise.resolve(ip), shell: () => { throw new Error('not asked for'); }, onLost: (sentence) => losses.push(textOf(sentence)),
  });
}

afterEach(async () => {
  reader.close();
  for (const socket of sockets) socket.destroy();
  await new Promise((resolve) => server.close(resolve));
});

describe('reading an exporter', () => {
  test('keeps one connection and asks with a prepared request', async () => {
    await exporter((socket) => socket.write(whole(PAGE)), { path: '/metrics?collect[]=cpu' });
    for (let round = 0; round < 3; round += 1) await expect(reader.read(1_000)).resolves.toMatchObject({ gauges: { load1: 1.5 } });
    expect(sockets).toHaveLength(1);
    expect(requests[0]).toMatch(/^GET \/metrics\?collect\[\]=cpu HTTP\/1\.1\r\nHost: 127\.0\.41\.1:\d+\r\n[^]*Accept-Encoding: identity\r\n\r\n$/);
    expect(losses).toEqual([]);
  });

  test('a connection closed between two readings is told at once', async () => {
    await exporter((socket) => socket.write(whole(PAGE)));
    await reader.read(1_000);
    sockets[0]?.end();
    await until(() => losses.length === 1, 1_000);
    expect(losses[0]).toMatch(/closed the connection\.$/);
    await expect(reader.read(1_000)).resolves.toMatchObject({ gauges: { load1: 1.5 } });
  });

  test('one that closes after each reply is read on a new connection each time, which is no loss', async () => {
    await exporter((socket) => socket.end(whole(PAGE, 'Connection: close\r\n')));
    await reader.read(1_000);
    await reader.read(1_000);
    expect([sockets.length, losses.length]).toEqual([2, 0]);
  });

  test('one that closed just as it was asked is asked again, once', async () => {
    await exporter((socket, number) => { if (number === 2) socket.destroy(); else socket.write(whole(PAGE)); });
    await reader.read(1_000);
    await expect(reader.read(1_000)).resolves.toMatchObject({ gauges: { load1: 1.5 } });
    expect([requests.length, losses.length]).toEqual([3, 0]);
  });

  test.each<[string, (socket: Socket) => void]>([
    ['HTTP/1.0', (socket) => socket.end(`HTTP/1.0 200 OK\r\n\r\n${PAGE}`)],
    ['a page that ends with the connection', (socket) => socket.end(`HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n${PAGE}`)],
  ])('%s is read by the other reader', async (_what, answer) => {
    await exporter(answer);
    await expect(reader.read(2_000)).resolves.toMatchObject({ gauges: { load1: 1.5 } });
    await expect(reader.read(2_000)).resolves.toMatchObject({ gauges: { load1: 1.5 } });
  });

  test.each<[string, string, RegExp]>([
    ['a redirect, which is not followed', 'HTTP/1.1 302 Found\r\nLocation: http://127.0.41.9/\r\nContent-Length: 0\r\n\r\n', /redirect \(HTTP 302\), which is not followed/],
    ['a login', 'HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\n\r\n', /asks for a login \(HTTP 401\)/],
    ['a wrong path', 'HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n', /does not exist \(HTTP 404\)/],
    ['its own failure', 'HTTP/1.1 500 Oops\r\nContent-Length: 0\r\n\r\n', /answers HTTP 500/],
    ['another page', whole('<html>'), /not as a node_exporter/],
    ['more than announced', `${whole('x')}y`, /more than it announced/],
    ['a page without end', 'HTTP/1.1 200 OK\r\nContent-Length: 99999999\r\n\r\n', /larger than 8 MiB/],
  ])('%s is said in words', async (_what, text, sentence) => {
    await exporter((socket) => socket.write(text));
    await expect(reader.read(1_000)).rejects.toThrow(sentence);
  });

  test('silence ends with the deadline, and so does a page that never ends', async () => {
    await exporter((socket) => socket.write('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nno'));
    await expect(reader.read(150)).rejects.toThrow(/did not answer within 0\.15 s/);
  });

  test('closing ends a reading under way', async () => {
    await exporter(() => undefined);
    const reading = reader.read(5_000);
    await until(() => requests.length === 1, 1_000);
    reader.close();
    await expect(reading).rejects.toThrow(/was ended/);
    expect(losses).toEqual([]);
  });
});
