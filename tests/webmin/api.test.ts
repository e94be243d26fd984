import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { createConnection } from 'node:net';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { DaemonStandIn } from './daemon-stand-in.ts';
import { startRealWebmin, webminRoot } from './real-webmin.ts';
import { startStandIn } from './stand-in/stand-in.ts';
import { ask, begin, problemOf, tokenOf, type Webmin } from './webmin.ts';

const targets: [string, () => Promise<Webmin>][] = [['the stand-in', () => startStandIn()]];
if (webminRoot === undefined) test.skip('api.cgi in a real Webmin: skipped, WEBMIN_ROOT does not name a tree, or this is not root', () => undefined);
else targets.push(['a real Webmin', () => startRealWebmin({ module: 'copied' })]);

describe.each(targets)('api.cgi in %s', (_name, start) => {
  let webmin: Webmin;
  let daemon: DaemonStandIn;
  let token: string;

  beforeAll(async () => {
    webmin = await start();
    token = await tokenOf(webmin);
  }, 60_000);
  afterAll(() => webmin.stop());
  beforeEach(async () => {
    daemon = new DaemonStandIn(webmin.dataDirectory);
    await daemon.start();
  });
  afterEach(() => daemon.stop());

  const change = (method: string, path: string, body: string | Buffer = '{}', headers: Record<string, string> = {}) => ask(webmin, {
    method, path: `api.cgi/${path}`, body, headers: { 'content-type': 'application/json', 'x-csrf-token': token, ...headers },
  });
  const logged = () => (existsSync(join(webmin.varDirectory, 'webmin.log')) ? readFileSync(join(webmin.varDirectory, 'webmin.log'), 'utf8') : '');

  test('GET asks the daemon in the name of the user and passes its answer back', async () => {
    daemon.answer = (_received, response) => response.setHeader('etag', 'W/"7"').setHeader('content-language', 'es').setHeader('vary', 'Accept-Language').setHeader('x-powered-by', 'x').end('{"items":[]}');
    const answer = await ask(webmin, { path: 'api.cgi/servers?limit=5&name=a%20b' });
    expect([answer.status, answer.text]).toEqual([200, '{"items":[]}']);
    expect(answer.headers).toMatchObject({
      'content-type': 'application/json', 'content-language': 'es', vary: 'Accept-Language', etag: 'W/"7"', 'cache-control': 'no-store', 'x-content-type-options': 'nosniff',
    });
    expect(answer.headers).not.toHaveProperty('x-powered-by');
    expect(daemon.received[0]).toMatchObject({ method: 'GET', url: '/api/servers?limit=5&name=a%20b' });
    expect(daemon.received[0]?.headers).toMatchObject({
      'x-unlimited-cluster-user': 'root', 'x-unlimited-cluster-access': '{"rights":["view","edit","act"],"clusters":"*"}',
    });
  });

  test('only the listed headers of the browser get through', async () => {
    await ask(webmin, {
      path: 'api.cgi/servers',
      headers: {
        'if-none-match': '"1"', accept: 'application/json', 'accept-encoding': 'gzip, br', 'accept-language': 'es', 'last-event-id': '4', authorization: 'Bearer x',
        'x-unlimited-cluster-user': 'root2', 'x-unlimited-cluster-access': '{}', 'x-forwarded-for': '1.2.3.4', 'idempotency-key': 'k',
      },
    });
    const headers = daemon.received[0]?.headers ?? {};
    expect(Object.keys(headers).sort()).toEqual([
      'accept', 'accept-encoding', 'accept-language', 'host', 'idempotency-key', 'if-none-match', 'last-event-id', 'x-unlimited-cluster-access', 'x-unlimited-cluster-user',
    ]);
    expect(headers['x-unlimited-cluster-user']).toBe('root');
    expect(headers['accept-language']).toBe('es');
  });

  test('POST, PATCH and DELETE arrive with their bodies, and Location comes back as X-Location', async () => {
    daemon.answer = (received, response) => response.writeHead(received.method === 'POST' ? 201 : 204, { location: '/api/servers/web1' }).end();
    const posted = await change('POST', 'servers', '{"name":"Größe"}');
    expect([posted.status, posted.headers['x-location'], posted.headers.location]).toEqual([201, '/api/servers/web1', undefined]);
    expect((await change('PATCH', 'servers/web1', '{"name":"b"}')).status).toBe(204);
    expect((await change('DELETE', 'servers/web1', '')).status).toBe(204);
    expect(daemon.received.map(({ method, url, body }) => [method, url, body.toString()])).toEqual([
      ['POST', '/api/servers', '{"name":"Größe"}'], ['PATCH', '/api/servers/web1', '{"name":"b"}'], ['DELETE', '/api/servers/web1', ''],
    ]);
    expect(logged()).toMatch(/"create" "servers" "web1".*\n.*"modify" "servers" "web1".*\n.*"delete" "servers" "web1"/);
  });

  test('a POST may carry the real method in X-HTTP-Method-Override, but not PUT', async () => {
    await change('POST', 'servers/a', '{}', { 'x-http-method-override': 'PATCH' });
    await change('POST', 'servers/a', '', { 'x-http-method-override': 'delete' });
    const put = await change('POST', 'servers/a', '{}', { 'x-http-method-override': 'PUT' });
    expect(problemOf(put)).toMatchObject({ status: 405, code: 'method_not_allowed' });
    expect(put.status).toBe(405);
    expect(daemon.received.map(({ method }) => method)).toEqual(['PATCH', 'DELETE']);
  });

  test.each([200, 201, 304, 400, 401, 404, 409, 413, 415, 422, 429, 503])('status %i comes through', async (status) => {
    daemon.answer = (_received, response) => response.writeHead(status, { 'content-type': 'application/problem+json' }).end(status === 304 ? undefined : '{"code":"x"}');
    const answer = await ask(webmin, { path: 'api.cgi/servers' });
    expect([answer.status, answer.text]).toEqual([status, status === 304 ? '' : '{"code":"x"}']);
  });

  test.each([
    ['no token', { 'x-csrf-token': '' }, 'csrf'],
    ['a wrong token', { 'x-csrf-token': 'a'.repeat(64) }, 'csrf'],
    ['the origin of another site', { origin: 'http://evil.example' }, 'cross_site'],
    ['the origin of another port', { origin: 'http://127.0.0.1:1' }, 'cross_site'],
    ['a null origin', { origin: 'null' }, 'cross_site'],
    ['the referer of another site', { referer: 'http://evil.example/127.0.0.1' }, 'cross_site'],
    ['a host that only begins like this one', { origin: 'http://127.0.0.1.evil.example' }, 'cross_site'],
    ['a page of another site by its own word', { 'sec-fetch-site': 'cross-site' }, 'cross_site'],
  ])('a change with %s is refused in JSON and does not reach the daemon', async (_case, headers, code) => {
    const answer = await change('POST', 'servers', '{}', headers);
    expect([answer.status, problemOf(answer).code]).toEqual([403, code]);
    expect(daemon.received).toEqual([]);
  });

  test('the token of one session is refused in the session of another user', async () => {
    const answer = await ask(webmin, { method: 'POST', path: 'api.cgi/servers', user: 'viewer', body: '{}', headers: { 'x-csrf-token': token } });
    expect(problemOf(answer).code).toBe('csrf');
  });

  test('a user without the module gets JSON, not a page', async () => {
    const answer = await ask(webmin, { path: 'api.cgi/servers', user: 'joe' });
    expect([answer.status, problemOf(answer).code]).toEqual([403, 'forbidden']);
    expect(daemon.received).toEqual([]);
  });

  test('the rights of a user go with his requests', async () => {
    await ask(webmin, { path: 'api.cgi/servers', user: 'viewer' });
    expect(daemon.received[0]?.headers).toMatchObject({
      'x-unlimited-cluster-user': 'viewer', 'x-unlimited-cluster-access': '{"rights":["view"],"clusters":["web","db"]}',
    });
  });

  test('a chunked body, which miniserv would drop, is refused with 411', async () => {
    const answer = await change('POST', 'servers', '{}', { 'content-length': '', 'transfer-encoding': 'chunked' });
    expect([answer.status, problemOf(answer).code]).toEqual([411, 'length_required']);
  });

  test.each(['api.cgi/../token', 'api.cgi/servers/..', 'api.cgi/%2e%2e/token', 'api.cgi/.%2E/x'])('%s does not leave the interface', async (path) => {
    const answer = await ask(webmin, { path });
    expect(answer.status).not.toBe(200);
    expect(daemon.received).toEqual([]);
  });

  test('a path keeps its percent forms, and a space cannot split the request line', async () => {
    await ask(webmin, { path: 'api.cgi/servers/a%2Fb%20c?x' });
    expect(daemon.received[0]?.url).toBe('/api/servers/a%2Fb%20c?x');
  });

  test('bodies of 20 MB pass in both directions unchanged', async () => {
    const body = Buffer.alloc(20 * 1024 * 1024, 'äxyz0123');
    daemon.answer = (received, response) => response.setHeader('content-type', 'application/octet-stream').end(received.body);
    const answer = await change('POST', 'import', body);
    expect(answer.bytes.equals(body)).toBe(true);
    expect(daemon.received[0]?.headers['content-length']).toBe(String(body.length));
  });

  test('compressed answers stay compressed', async () => {
    const packed = gzipSync('{"items":[]}');
    daemon.answer = (_received, response) => response.writeHead(200, { 'content-encoding': 'gzip', vary: 'Accept-Encoding' }).end(packed);
    const answer = await ask(webmin, { path: 'api.cgi/topology', headers: { 'accept-encoding': 'gzip' } });
    expect(answer.headers).toMatchObject({ 'content-encoding': 'gzip', vary: 'Accept-Encoding' });
    expect(answer.bytes.equals(packed)).toBe(true);
  });

  test('an answer given before the body is read gets through, and the rest of the body is let go', async () => {
    daemon.answer = (_received, response) => response.writeHead(413, { 'content-type': 'application/problem+json' }).end('{"code":"too_large"}');
    const answer = await change('POST', 'import?unread', Buffer.alloc(3 * 1024 * 1024));
    expect([answer.status, answer.text]).toEqual([413, '{"code":"too_large"}']);
  });

  test('events come one by one, and the daemon learns that the browser has gone', async () => {
    daemon.answer = (_received, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' }).write('data: 1\n\n');
      setTimeout(() => response.write('data: 2\n\n'), 300);
    };
    const stream = await begin(webmin, { path: 'api.cgi/events', headers: { accept: 'text/event-stream' } });
    const [first] = (await once(stream, 'data')) as [Buffer];
    const [second] = (await once(stream, 'data')) as [Buffer];
    expect([String(first), String(second), stream.headers['content-type']]).toEqual(['data: 1\n\n', 'data: 2\n\n', 'text/event-stream']);
    stream.destroy();
    for (let waited = 0; daemon.abandoned === 0 && waited < 50; waited += 1) await new Promise((resolve) => setTimeout(resolve, 100));
    expect(daemon.abandoned).toBe(1);
  });

  test('a client that ends in the middle of its body leaves nothing behind', async () => {
    const cookie = await webmin.cookieOf('root');
    const socket = createConnection({ host: '127.0.0.1', port: webmin.port });
    socket.write(`POST /unlimited-cluster/api.cgi/servers HTTP/1.1\r\nHost: 127.0.0.1:${webmin.port}\r\nCookie: ${cookie}\r\n`
      + `Referer: http://127.0.0.1:${webmin.port}/\r\nX-CSRF-Token: ${token}\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{`);
    socket.end();
    socket.resume();
    await once(socket, 'close');
    expect(daemon.received).toEqual([]);
    expect((await ask(webmin, { path: 'api.cgi/servers' })).status).toBe(200);
  });

  test('what is only asked, or refused by the daemon, is not logged', async () => {
    const before = logged();
    await change('POST', 'ws-ticket');
    await change('POST', 'import?dry_run=true');
    daemon.answer = (_received, response) => response.writeHead(422).end('{}');
    await change('POST', 'servers');
    expect(logged()).toBe(before);
    daemon.answer = (_received, response) => response.end('{}');
    await change('POST', 'undo');
    await change('POST', 'actions/a1/approve');
    expect(logged().slice(before.length)).toMatch(/"undo" "-" "-".*\n.*"approve" "actions" "a1"/);
  });

  test('without the daemon every request is told so, with the remedy', async () => {
    await daemon.stop();
    const answer = await ask(webmin, { path: 'api.cgi/servers' });
    expect([answer.status, problemOf(answer).code, answer.headers['retry-after']]).toEqual([503, 'daemon_unreachable', '2']);
    expect(problemOf(answer).detail).toContain('daemon.sock');
    await daemon.start();
  });

  test('a daemon that dies before it answers is a 502, not an empty page', async () => {
    daemon.answer = (_received, response) => response.destroy();
    const answer = await change('POST', 'servers');
    expect([answer.status, problemOf(answer).code]).toEqual([502, 'daemon_hung_up']);
  });
});
