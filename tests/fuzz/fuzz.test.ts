import { fork, type ChildProcess } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { bundled, storeWorkerFile } from '../support/store-worker.ts';
import { bytesOf, fitting, spoiled, type Known, type Schema } from './bodies.ts';
import { Chance } from './chance.ts';

/** Another seed tries other bodies: FUZZ_SEED=7 npm run jest -- tests/fuzz. */
const SEED = Number(process.env['FUZZ_SEED'] ?? 20_260_101);
const BODIES = 10_000;
/** The topology starts anew after so many, so that looking at all of it after each body stays quick. */
const FRESH_EVERY = 100;
const MEMORY_MB = 20;
const TOKEN = 'the-token-of-the-fuzz';

type Operation = { readonly method: string; readonly path: string; readonly schema: Schema | null; readonly query: string[] };
type Answer = { readonly status: number; readonly location: string; readonly text: string };

let folder: string;
let daemon: ChildProcess;
let port = 0;
const agent = new Agent({ keepAlive: true, maxSockets: 4 });

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'uc-fuzz-'));
  daemon = fork(await bundled('tests/fuzz/daemon.ts'), [folder, await storeWorkerFile(), TOKEN], { execArgv: ['--expose-gc'] });
  ({ port } = await reply<{ port: number }>());
}, 60_000);
afterAll(async () => {
  agent.destroy();
  daemon.kill();
  await rm(folder, { recursive: true, force: true });
});

const reply = <Message>() => new Promise<Message>((resolve, reject) => {
  daemon.once('message', (message) => resolve(message as Message));
  daemon.once('exit', (code) => reject(new Error(`The daemon ended with ${String(code)}.`)));
});

function ask(method: string, address: string, body?: Buffer, type = 'application/json'): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const outgoing = request({
      agent, port, host: '127.0.0.1', method, path: address,
      headers: { Authorization: `Bearer ${TOKEN}`, ...(body === undefined ? {} : { 'Content-Type': type, 'Content-Length': body.length }) },
    }, (incoming) => {
      const chunks: Buffer[] = [];
      incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
      incoming.on('end', () => resolve({ status: incoming.statusCode ?? 0, location: incoming.headers.location ?? '', text: Buffer.concat(chunks).toString('utf8') }));
    });
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

async function operations(): Promise<{ operations: Operation[]; schemas: Record<string, Schema> }> {
  type Described = { parameters?: { name: string; in: string }[]; requestBody?: { content: Record<string, { schema: Schema }> } };
  const document = JSON.parse((await ask('GET', '/api/openapi.json')).text) as { paths: Record<string, Record<string, Described>>; components: { schemas: Record<string, Schema> } };
  const found = Object.entries(document.paths).flatMap(([address, methods]) => Object.entries(methods).map(([method, described]) => ({
    method: method.toUpperCase(), path: address,
    schema: address === '/api/import' ? { $ref: '#/components/schemas/Export' } : Object.values(described.requestBody?.content ?? {})[0]?.schema ?? null,
    query: (described.parameters ?? []).filter((parameter) => parameter.in === 'query').map(({ name }) => name),
  })));
  // An event stream does not end.
  return { operations: found.filter((one) => one.path !== '/api/events'), schemas: document.components.schemas };
}

const exported = async (): Promise<string> => (await ask('GET', '/api/export')).text;
const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');

function idsIn(text: string): string[] {
  return [...text.matchAll(/"id":"([^"]+)"/g)].map((match) => match[1] ?? '').filter((id) => id.length < 64);
}

const BASELINE = Buffer.from(JSON.stringify({
  format: 'unlimited-cluster', version: 1, servers: [{ id: 'web1', type: 'web' }, { id: 'db1' }, { id: 'dns1' }], connections: [{ id: 'c1', from: 'web1', to: 'db1' }],
  clusters: [{ id: 'main', servers: ['web1', 'db1'] }], networks: [{ id: 'lan', cidr: '10.0.0.0/8' }], views: [{ id: 'all' }],
}));

test(`${BODIES} bodies over all routes: no 5xx, what is refused changes nothing, what is accepted reads back, memory stays`, async () => {
  const { operations: all, schemas } = await operations();
  const changing = all.filter(({ method }) => method !== 'GET');
  const chance = new Chance(SEED);
  const counts = { accepted: 0, refused: 0, read: 0 };
  const memory: number[] = [];
  let text = '';
  for (let number = 0; number < BODIES; number += 1) {
    if (number % FRESH_EVERY === 0) {
      expect((await ask('POST', '/api/import?mode=replace', BASELINE)).status).toBe(200);
      text = await exported();
    }
    const known: Known = { ids: idsIn(text), schemas };
    const operation = chance.of(chance.is(0.93) ? changing : all);
    const address = addressOf(operation, known, chance);
    const value = operation.schema === null ? chance.of([null, {}, 'x']) : fitting(operation.schema, known, chance);
    const body = bytesOf(chance.is(0.5) ? spoiled(value, chance) : value, chance);
    const type = chance.is(0.03) ? chance.of(['text/plain', '', 'application/xml']) : 'application/json';
    const sent = operation.method === 'GET' ? undefined : body;
    const answer = await ask(operation.method, address, sent, type);
    const label = `#${number} ${operation.method} ${address.slice(0, 200)} ${body.toString('utf8').slice(0, 300)} → ${answer.status} ${answer.text.slice(0, 300)}`;
    if (answer.status >= 500 || answer.status < 200) throw new Error(label);
    const after = operation.method === 'GET' ? text : await exported();
    if (answer.status >= 400) {
      counts.refused += 1;
      if (hashOf(after) !== hashOf(text)) throw new Error(`Refused, and yet it changed: ${label}`);
      if (typeof (JSON.parse(answer.text) as { code?: unknown }).code !== 'string') throw new Error(`No problem details: ${label}`);
    } else if (operation.method === 'POST' || operation.method === 'PATCH') {
      counts.accepted += 1;
      await readBack(operation, address, body, answer, label);
    } else {
      counts.read += 1;
    }
    text = after;
    if ((number + 1) % (BODIES / 2) === 0) memory.push(await memoryOf());
  }
  process.stdout.write(`fuzz: seed ${SEED}, ${JSON.stringify(counts)}, memory ${memory.map((bytes) => `${Math.round(bytes / 2 ** 20)} MB`).join(' then ')}\n`);
  // A fuzz whose every body is refused proves little.
  expect(counts.accepted).toBeGreaterThan(BODIES / 10);
  expect(counts.refused).toBeGreaterThan(BODIES / 10);
  expect((memory[1] ?? Infinity) - (memory[0] ?? 0)).toBeLessThan(MEMORY_MB * 2 ** 20);
}, 300_000);

async function memoryOf(): Promise<number> {
  const answer = reply<{ rss: number }>();
  daemon.send('memory');
  return (await answer).rss;
}

function addressOf({ path: address, query }: Operation, { ids }: Known, chance: Chance): string {
  const id = chance.is(0.85) && ids.length > 0 ? chance.of(ids) : chance.of(['nobody', '..%2f..', '%00', '__proto__', 'a'.repeat(5_000), '%F0%9F%92%A5', '%ff']);
  const named = address.replace('{id}', id);
  if (!chance.is(0.1)) return named;
  const name = query.length > 0 && chance.is(0.8) ? chance.of(query) : chance.of(['x', '__proto__', 'limit']);
  return `${named}?${name}=${chance.of(['1', 'true', '', 'x', '-1', '1e9', '%00', '%ff', 'a'.repeat(2_000), 'merge', 'cpu:1', '2026-01-01T00:00:00Z'])}`;
}

/** What was accepted is there, as it was answered, with every value that was sent. */
async function readBack(operation: Operation, address: string, body: Buffer, answer: Answer, label: string): Promise<void> {
  const location = operation.method === 'POST' ? answer.location : address.split('?', 1)[0] ?? '';
  if (location === '') return;
  const read = await ask('GET', location);
  if (read.status !== 200) throw new Error(`Accepted and not there (${read.status}): ${label}`);
  const told = JSON.parse(answer.text, (key, value: unknown) => (key === 'warnings' || key === 'token' ? undefined : value)) as Record<string, unknown>;
  const found = JSON.parse(read.text) as Record<string, unknown>;
  expect(found).toEqual(told);
  // A connection is turned round by its address alone: no body is read there, whatever it is.
  if (address.includes('/reverse')) return;
  const sent = JSON.parse(body.toString('utf8')) as Record<string, unknown> | string | null;
  if (typeof sent !== 'object' || sent === null) return;
  for (const [key, value] of Object.entries(sent)) {
    if (NOT_READ_BACK.has(key) || holds(found[key], value)) continue;
    throw new Error(`${key} reads back as ${JSON.stringify(found[key] ?? null).slice(0, 200)}: ${label}`);
  }
}

/** Secrets, which nobody reads, and a moment that may be said in another zone. */
const NOT_READ_BACK: ReadonlySet<string> = new Set(['value', 'passphrase', 'expires_at']);

/** Whether what is found has all that was sent; null stands for a default, as in a merge patch. */
function holds(found: unknown, sent: unknown): boolean {
  if (sent === null) return true;
  if (typeof sent !== 'object' || Array.isArray(sent)) return JSON.stringify(found) === JSON.stringify(sent);
  return Object.entries(sent).every(([key, value]) => holds((found as Record<string, unknown> | null)?.[key], value));
}
