import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { allOf, wordsOf } from '../../backend/cli/completion/tree.ts';
import { programOf } from '../../backend/cli/program.ts';
import { freshFolder, typed } from './command-line.ts';

const COMMANDS = allOf(wordsOf(programOf({
  terminal: { write: () => undefined, pass: () => Promise.resolve(), say: () => undefined, readInput: () => Promise.resolve(Buffer.alloc(0)), confirm: () => Promise.resolve(false), isInteractive: false, hasColour: false },
  env: {}, language: 'en', productFolder: '/', version: '0', nowMs: () => 0, configFaults: () => ({ file: '', faults: [] }), fail: () => undefined,
}))).map(({ path }) => path.trim().split(' ').filter((word) => word !== ''));

describe('every command', () => {
  test.each(COMMANDS.map((words) => [words.join(' ')]))('clusterctl %s --help explains itself and its --json', async (line) => {
    const { status, out, said } = await typed([...line.split(' ').filter((word) => word !== ''), '--help']);
    expect(status).toBe(0);
    expect(said).toBe('');
    expect(out).toMatch(/^Usage: clusterctl/);
    expect(out).toContain('--json');
  });
});

describe('typed wrong is status 2', () => {
  test.each([
    [[], /Usage/], [['serverz'], /Did you mean servers/], [['servers', 'get'], /missing required argument/], [['start', '--bogus'], /unknown option/],
    [['servers', 'add'], /an id or a --name/], [['servers', 'add', 'a', '--port', '22'], /--port needs --source/], [['servers', 'add', 'a', '--tag', 'x'], /must be key=value/],
    [['servers', 'add', 'a', '--position', '1'], /two numbers/], [['servers', 'list', '--status', 'up'], /Allowed choices/], [['servers', 'list', '--limit', '-1'], /whole number/],
    [['completion', 'tcsh'], /Allowed choices/], [['status', '--url', 'map'], /is not an address/], [['import', 'x', '--mode', 'both'], /Allowed choices/],
    [['connections', 'remove', 'a', '--type', 'http'], /both ends/], [['clusters', 'edit', 'a', '--servers', 'x', '--add', 'y'], /one or the other/],
  ])('%j', async (args, sentence) => {
    const { status, out, said } = await typed(args);
    expect(said).toMatch(sentence);
    expect([status, out]).toEqual([2, '']);
  });
});

describe('against a daemon', () => {
  let server: Server;
  let url: string;
  const asked: string[] = [];
  const bodies: string[] = [];

  beforeAll(async () => {
    server = createServer((request, response) => void answer(request).then(({ status, body }) => {
      response.writeHead(status, { 'Content-Type': status >= 400 ? 'application/problem+json' : 'application/json' });
      response.end(JSON.stringify(body));
    }));
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => new Promise((done) => server.close(done)));

  async function answer(request: IncomingMessage): Promise<{ status: number; body: unknown }> {
    asked.push(`${request.method ?? ''} ${request.url ?? ''}`);
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    bodies.push(Buffer.concat(chunks).toString('utf8'));
    if (request.headers.authorization !== 'Bearer good') return { status: 401, body: { type: 'about:blank', title: 'A token is needed', status: 401, code: 'unauthorized', detail: 'The token is not valid here.' } };
    if (request.method === 'POST' && request.url === '/api/servers') {
      return { status: 422, body: { type: 'about:blank', title: 'Some values are not valid', status: 422, code: 'invalid', detail: 'x', errors: [{ pointer: '/ip', message: 'is no address' }, { pointer: '/type', message: 'is not known' }] } };
    }
    if (request.url === '/api/import?dry_run=true&mode=replace') return { status: 200, body: { dry_run: true, added: 1, changed: 0, removed: 7, warnings: ['a name is used twice'] } };
    if (request.url === '/api/import?dry_run=false&mode=replace') return { status: 200, body: { dry_run: false, added: 1, changed: 0, removed: 7, warnings: [] } };
    if (/^\/api\/connections\?(?!.*server=)/.test(request.url ?? '')) return { status: 200, body: { items: CONNECTIONS, next_cursor: null } };
    return { status: 200, body: { id: 'web', name: 'Web', items: [], next_cursor: null } };
  }

  const CONNECTIONS = [{ sent_bytes_per_second: 999, received_bytes_per_second: 1_234_567 }, null].map((traffic, at) => ({
    id: `c${at}`, from: 'web', to: 'db', type: 'database', label: '', status: 'connected', latency_ms: 1.25, probed_from: 'web', traffic,
  }));

  const there = (): string[] => ['--url', url, '--token', 'good'];

  test('a refusal is its title and its faults, one a line with the pointer', async () => {
    expect(await typed(['servers', 'add', 'web', '--ip', 'x', ...there()])).toEqual({ status: 1, out: '', said: 'Some values are not valid:\n  /ip is no address\n  /type is not known\n' });
  });

  test('with --json a refusal is the problem itself, on standard output', async () => {
    const { status, out } = await typed(['servers', 'add', 'web', '--json', ...there()]);
    expect(status).toBe(1);
    expect(JSON.parse(out)).toMatchObject({ code: 'invalid', status: 422, errors: [{ pointer: '/ip' }, { pointer: '/type' }] });
  });

  test('a wrong token is the sentence of the daemon', async () => {
    expect(await typed(['servers', '--url', url, '--token', 'bad'])).toEqual({ status: 1, out: '', said: 'The token is not valid here.\n' });
  });

  test('the address and the token may come from the environment, the token from a file', async () => {
    expect((await typed(['servers'], { env: { UNLIMITED_CLUSTER_URL: url, UNLIMITED_CLUSTER_TOKEN: 'good' } })).out).toBe('No servers.\n');
  });

  test('the fields of a server travel as the API names them', async () => {
    await typed(['servers', 'edit', 'web', '--name', 'Web', '--tag', 'env=prod', '--tag', '__proto__=x', '--position=-4,2', '--maintenance', 'on', '--source', 'ssh', '--port', '2222', '--user', 'root', '--clear', 'notes', ...there()]);
    expect(JSON.parse(bodies.at(-1) ?? '')).toEqual({
      name: 'Web', tags: JSON.parse('{"env":"prod","__proto__":"x"}') as object, position: { x: -4, y: 2 }, maintenance: true, source: { kind: 'ssh', port: 2222, user: 'root' }, notes: null,
    });
  });

  test('connections tell what they carry, in decimal units, and nothing where it is not measured', async () => {
    const [title, measured, unmeasured] = (await typed(['connections', ...there()])).out.split('\n');
    expect(title).toMatch(/LATENCY {2,}SENT {2,}RECEIVED {2,}PROBED FROM$/);
    expect(measured).toMatch(/ 999 B\/s {2,}1\.2 MB\/s {2,}web$/);
    expect(unmeasured).not.toContain('B/s');
    expect(JSON.parse((await typed(['connections', '--json', ...there()])).out)).toMatchObject({ items: [{ traffic: { sent_bytes_per_second: 999 } }, { traffic: null }] });
  });

  test('a removal without a terminal and without --yes is refused, and nothing is sent', async () => {
    const before = asked.length;
    const { status, said } = await typed(['servers', 'remove', 'web', ...there()]);
    expect(status).toBe(2);
    expect(said).toBe('This removes web (Web); undo brings it back. Nothing was done: nobody can be asked here, so add --yes.\n');
    expect(asked.slice(before).filter((line) => line.startsWith('DELETE'))).toEqual([]);
  });

  test('a person who says no keeps the server', async () => {
    const before = asked.length;
    expect(await typed(['servers', 'remove', 'web', ...there()], { answer: false })).toMatchObject({ status: 0, out: '' });
    expect(asked.slice(before).filter((line) => line.startsWith('DELETE'))).toEqual([]);
  });

  test('import in mode replace says first what it would do, and asks', async () => {
    const before = asked.length;
    const { status, said, out } = await typed(['import', '-', '--mode', 'replace', ...there()], { input: '{}', answer: true });
    expect(said).toBe('Note: a name is used twice\nIt would add 1, change 0 and remove 7. Go on?\n');
    expect([status, out]).toEqual([0, 'Added 1, changed 0, removed 7.\n']);
    expect(asked.slice(before)).toEqual(['POST /api/import?dry_run=true&mode=replace', 'POST /api/import?dry_run=false&mode=replace']);
  });

  test('a daemon that is not there is named, with the remedy', async () => {
    const { status, said } = await typed(['servers', '--url', 'http://127.0.0.1:9', '--token', 'x']);
    expect(status).toBe(1);
    expect(said).toMatch(/^No daemon answers at http:\/\/127\.0\.0\.1:9 .*clusterctl start/);
  });
});

test('status of a daemon that is down is status 1 with its reason', async () => {
  const folder = freshFolder();
  expect(await typed(['status', '--data', folder])).toMatchObject({ status: 1, out: expect.stringMatching(/down: it is not started/) });
  const { out, status } = await typed(['status', '--data', folder, '--json']);
  expect([status, JSON.parse(out)]).toMatchObject([1, { running: false, pid: null, reason: 'it is not started' }]);
});

test('stop of a daemon that is not running is no failure', async () => {
  expect(await typed(['stop', '--data', freshFolder()])).toEqual({ status: 0, out: 'The daemon was not running.\n', said: '' });
});
