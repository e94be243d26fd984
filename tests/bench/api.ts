/** GET and POST of one server against Express doing nothing else, and one change to 500 sockets. */
import Database from 'better-sqlite3';
import express from 'express';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { WebSocket } from 'ws';
import { openDaemon, listenWith, TOKEN } from './parts/daemon.ts';
import { cannon, median, report, rival, type Rival } from './parts/load.ts';

const SECONDS = 4;
const ROUNDS = 3;
const SERVER = { id: 'web1', name: 'Web 1', type: 'web', ip: '192.168.1.10', region: 'eu-west', tags: { tier: 'front' }, notes: 'The first one.' };
const authorized = { Authorization: `Bearer ${TOKEN}` };

const part = process.argv[2];
if (part === 'ours') await ours();
else if (part === 'express') await bare();
else await main();

async function ours(): Promise<void> {
  const { store, port, folder } = await openDaemon();
  await store.write({ user: 'bench' }, () => store.servers.add(SERVER, 1));
  store.live.setServer('web1', { status: 'active', metrics: { cpu_percent: 12.5, memory_percent: 40 }, lastSeenMs: 1_700_000_000_000 }, 1);
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  process.on('SIGTERM', () => process.exit(0));
  process.on('disconnect', () => process.exit(0));
  process.send?.({ port });
}

/** Express as it comes: one route that sends bytes, one that runs one prepared INSERT, durably. */
async function bare(): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'uc-bench-express-'));
  const database = new Database(path.join(folder, 'bare.db'));
  database.pragma('journal_mode = WAL');
  database.pragma('synchronous = FULL');
  database.exec('CREATE TABLE servers (id TEXT PRIMARY KEY, name TEXT, type TEXT, body TEXT)');
  const insert = database.prepare('INSERT INTO servers (id, name, type, body) VALUES (?, ?, ?, ?)');
  const app = express();
  let bytes = '{}';
  app.get('/empty', (_request, response) => {
    response.setHeader('Content-Type', 'application/json');
    response.send(bytes);
  });
  app.get('/lean', (_request, response) => {
    response.setHeader('Content-Type', 'application/json');
    response.end(bytes);
  });
  app.post('/bytes', express.text({ type: '*/*' }), (request, response) => {
    bytes = String(request.body);
    response.end();
  });
  let number = 0;
  app.post('/servers', express.json(), (request, response) => {
    const { name, type } = request.body as { name: string; type: string };
    const id = `server-${number += 1}`;
    insert.run(id, name, type, JSON.stringify(request.body));
    response.status(201).json({ id, ...request.body as object });
  });
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  process.on('SIGTERM', () => process.exit(0));
  process.on('disconnect', () => process.exit(0));
  process.send?.({ port: await listenWith(app) });
}

async function main(): Promise<void> {
  const [daemon, plain] = [await rival('ours'), await rival('express')];
  try {
    await benchGet(daemon, plain);
    await benchPost(daemon, plain);
  } finally {
    daemon.end();
    plain.end();
  }
  await benchSockets();
  process.exit(0);
}

async function benchGet(daemon: Rival, plain: Rival): Promise<void> {
  const url = `http://127.0.0.1:${daemon.port}/api/servers/web1`;
  const body = await (await fetch(url, { headers: authorized })).text();
  await fetch(`http://127.0.0.1:${plain.port}/bytes`, { method: 'POST', body });
  const [ratios, leanRatios, rates]: [number[], number[], number[]] = [[], [], []];
  await cannon(url, { headers: authorized, seconds: 2 });
  for (let round = 0; round < ROUNDS; round += 1) {
    const our = await cannon(url, { headers: authorized, seconds: SECONDS });
    const send = await cannon(`http://127.0.0.1:${plain.port}/empty`, { seconds: SECONDS });
    const end = await cannon(`http://127.0.0.1:${plain.port}/lean`, { seconds: SECONDS });
    if (our.failures > 0) throw new Error(`${our.failures} requests failed.`);
    ratios.push(our.perSecond / send.perSecond);
    leanRatios.push(our.perSecond / end.perSecond);
    rates.push(our.perSecond);
  }
  report('GET one server, 16 connections', median(rates), 'requests/s', '-', true);
  report('GET one server against Express sending the same bytes', median(ratios), 'ratio', '>= 0.7', median(ratios) >= 0.7);
  report('GET one server against Express ending the same bytes unasked', median(leanRatios), 'ratio', '(for comparison)', true);
}

async function benchPost(daemon: Rival, plain: Rival): Promise<void> {
  const options = { method: 'POST', body: JSON.stringify({ name: 'Web', type: 'web', ip: '10.0.0.1' }), seconds: SECONDS };
  const [ratios, rates]: [number[], number[]] = [[], []];
  for (let round = 0; round < ROUNDS; round += 1) {
    const our = await cannon(`http://127.0.0.1:${daemon.port}/api/servers`, { ...options, headers: { ...authorized, 'Content-Type': 'application/json' } });
    const bare = await cannon(`http://127.0.0.1:${plain.port}/servers`, { ...options, headers: { 'Content-Type': 'application/json' } });
    if (our.failures > 0) throw new Error(`${our.failures} writes failed.`);
    ratios.push(our.perSecond / bare.perSecond);
    rates.push(our.perSecond);
  }
  report('POST server with durable commit, 16 connections', median(rates), 'requests/s', '-', true);
  report('POST server against Express with one prepared INSERT', median(ratios), 'ratio', '>= 0.5', median(ratios) >= 0.5);
}

/** From the request that changes one server to the last of 500 sockets that hears of it. */
async function benchSockets(): Promise<void> {
  const daemon = await rival('ours');
  const sockets = await Promise.all(Array.from({ length: 500 }, () => new Promise<WebSocket>((resolve, reject) => {
    const socket = new WebSocket(`ws://127.0.0.1:${daemon.port}/ws`, { headers: authorized, perMessageDeflate: false });
    socket.once('message', () => resolve(socket));
    socket.once('error', reject);
  })));
  const delays: number[] = [];
  let startedMs = 0;
  let left = 0;
  let done = (): void => undefined;
  for (const socket of sockets) {
    socket.on('message', () => {
      delays.push(performance.now() - startedMs);
      if (--left === 0) done();
    });
  }
  for (let round = 0; round < 40; round += 1) {
    left = sockets.length;
    const heard = new Promise<void>((resolve) => { done = resolve; });
    startedMs = performance.now();
    await fetch(`http://127.0.0.1:${daemon.port}/api/servers/web1`, {
      method: 'PATCH', headers: { ...authorized, 'Content-Type': 'application/json' }, body: JSON.stringify({ notes: `round ${round}` }),
    });
    await heard;
    if (round < 5) delays.length = 0;
  }
  for (const socket of sockets) socket.terminate();
  daemon.end();
  const sorted = delays.sort((a, b) => a - b);
  const p99 = sorted[Math.floor(sorted.length * 0.99)] ?? NaN;
  report('one change to 500 sockets, median', sorted[Math.floor(sorted.length / 2)] ?? NaN, 'ms', '-', true);
  report('one change to 500 sockets, p99', p99, 'ms', '<= 100', p99 <= 100);
}
