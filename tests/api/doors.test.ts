import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { openApi, raw, TOKEN, type TestApi } from './open-api.ts';

let at: TestApi;
let clock = Date.UTC(2026, 0, 1);
beforeAll(async () => { at = await openApi({ clock: () => clock, ticketSecret: 'miniserv:secret' }); });
afterAll(async () => at.end());

const bearer = { Authorization: `Bearer ${TOKEN}` };
const own = (): string => `127.0.0.1:${at.port}`;

async function logIn(): Promise<string> {
  const answer = await raw({ port: at.port, path: `/?token=${TOKEN}`, headers: { Host: own() } });
  return answer.headers['set-cookie']?.[0]?.split(';', 1)[0] ?? '';
}

describe('without a token', () => {
  test('there is no answer, on loopback too, for paths that exist and those that do not', async () => {
    for (const path of ['/api/servers', '/api/openapi.json', '/api/nothing', '/assets/app.js', '/favicon.ico', '/nothing']) {
      const answer = await at.ask('GET', path, { token: null });
      expect([path, answer.status]).toEqual([path, 401]);
      expect(answer.headers.get('www-authenticate')).toContain('Bearer');
      expect(answer.json()).toMatchObject({ code: 'unauthorized' });
    }
    expect((await at.ask('PUT', '/api/servers', { token: null })).status).toBe(401);
    expect((await at.ask('POST', '/api/import', { token: null, body: '{}' })).status).toBe(401);
  });

  test('health alone is open and says only ok', async () => {
    const answer = await at.ask('GET', '/api/health', { token: null });
    expect([answer.status, answer.text]).toEqual([200, '{"status":"ok"}']);
  });
});

describe('sessions', () => {
  test('/?token=… answers 303 to / with a cookie that is not the token', async () => {
    const answer = await raw({ port: at.port, path: `/?token=${TOKEN}`, headers: { Host: own() } });
    expect([answer.status, answer.headers.location]).toEqual([303, '/']);
    const cookie = answer.headers['set-cookie']?.[0] ?? '';
    expect(cookie).toContain(`unlimited_cluster_${at.port}=`);
    expect(cookie).toMatch(/; HttpOnly; SameSite=Strict$/);
    expect(cookie).not.toContain(TOKEN);
    expect(answer.headers['referrer-policy']).toBe('no-referrer');
    expect(answer.headers['content-security-policy']).toContain("frame-ancestors 'none'");
  });

  test('behind TLS the cookie travels by TLS only', async () => {
    const answer = await raw({ port: at.port, path: `/?token=${TOKEN}`, headers: { Host: own(), 'X-Forwarded-Proto': 'https' } });
    expect(answer.headers['set-cookie']?.[0]).toMatch(/; HttpOnly; SameSite=Strict; Secure$/);
  });

  test('/ without a session is 401 with a form; the form logs in', async () => {
    const answer = await raw({ port: at.port, headers: { Host: own() } });
    expect(answer.status).toBe(401);
    expect(answer.headers['content-type']).toContain('text/html');
    expect(answer.text).toContain('<form method="post" action="/">');
    const posted = await raw({
      port: at.port, method: 'POST', headers: { Host: own(), Origin: 'null', 'Content-Type': 'application/x-www-form-urlencoded' }, body: `token=${TOKEN}`,
    });
    expect(posted.status).toBe(303);
    const wrong = await raw({ port: at.port, method: 'POST', headers: { Host: own(), 'Content-Type': 'application/x-www-form-urlencoded' }, body: 'token=no' });
    expect(wrong.status).toBe(401);
  });

  test('the cookie reads; changes and upgrades need Origin = Host', async () => {
    const Cookie = await logIn();
    const patch = (headers: Record<string, string>) => raw({
      port: at.port, method: 'POST', path: '/api/servers', headers: { Host: own(), Cookie, 'Content-Type': 'application/json', ...headers }, body: '{"name":"from the page"}',
    });
    expect((await raw({ port: at.port, path: '/api/servers', headers: { Host: own(), Cookie } })).status).toBe(200);
    expect((await raw({ port: at.port, headers: { Host: own(), Cookie } })).text).toContain('built');
    expect((await patch({})).status).toBe(403);
    expect((await patch({ Origin: 'http://evil.example' })).status).toBe(403);
    expect((await patch({ Origin: 'null' })).status).toBe(403);
    expect((await patch({ Origin: `http://${own()}` })).status).toBe(201);
    // Another site's page cannot read with it either.
    expect((await raw({ port: at.port, path: '/api/servers', headers: { Host: own(), Cookie, Origin: 'http://evil.example' } })).status).toBe(403);
  });

  test('a revoked or invented session is none', async () => {
    const Cookie = await logIn();
    const ended = await raw({ port: at.port, method: 'DELETE', path: '/api/session', headers: { Host: own(), Cookie, Origin: `http://${own()}` } });
    expect(ended.status).toBe(204);
    expect((await raw({ port: at.port, path: '/api/servers', headers: { Host: own(), Cookie } })).status).toBe(401);
    expect((await raw({ port: at.port, path: '/api/servers', headers: { Host: own(), Cookie: `unlimited_cluster_${at.port}=invented` } })).status).toBe(401);
  });

  test('no answer carries CORS headers', async () => {
    const answer = await raw({ port: at.port, path: '/api/servers', headers: { Host: own(), ...bearer } });
    expect(Object.keys(answer.headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
    expect(answer.headers['x-content-type-options']).toBe('nosniff');
    expect(answer.headers['x-powered-by']).toBeUndefined();
  });
});

describe('the name it is asked by', () => {
  test.each(['evil.example', '127.0.0.1.evil.example', 'localhost.evil.example:80', '10.0.0.1', 'user@localhost', '', 'localhost:99999999'])('Host %j is refused', async (host) => {
    for (const path of ['/api/servers', '/api/health', '/', `/?token=${TOKEN}`, '/nothing']) {
      expect((await raw({ port: at.port, path, headers: { Host: host, ...bearer } })).status).toBe(403);
    }
  });

  test.each(['localhost', 'LOCALHOST:9000', '127.0.0.1:1', '[::1]:8080', 'map.example.org'])('Host %j is its own', async (host) => {
    expect((await raw({ port: at.port, path: '/api/servers', headers: { Host: host, ...bearer } })).status).toBe(200);
  });
});

describe('the socket file', () => {
  const over = (headers: Record<string, string>, method = 'GET', path = '/api/servers', body = '') =>
    raw({ socketPath: at.socketPath, method, path, headers: { Host: 'localhost', ...headers }, ...(body === '' ? {} : { body }) });
  const as = (rights: string[], clusters: '*' | string[] = '*') => ({
    'X-Unlimited-Cluster-User': 'ann%20b', 'X-Unlimited-Cluster-Access': JSON.stringify({ rights, clusters }), 'Content-Type': 'application/json',
  });

  test('believes the user and rights that Webmin names', async () => {
    expect((await over(as(['view']))).status).toBe(200);
    expect((await over(as([]))).status).toBe(403);
    expect((await over(as(['view']), 'POST', '/api/servers', '{"name":"x"}')).status).toBe(403);
    expect((await over(as(['view', 'edit']), 'POST', '/api/servers', '{"name":"by ann"}')).status).toBe(201);
    expect(at.store.feed.since(at.store.feed.number - 1)?.[0]?.by).toBe('ann b');
  });

  test.each([
    [{ 'X-Unlimited-Cluster-User': 'ann' }], [{ 'X-Unlimited-Cluster-Access': '{"rights":["view"],"clusters":"*"}' }],
    [{ 'X-Unlimited-Cluster-User': 'ann', 'X-Unlimited-Cluster-Access': '{' }], [{ 'X-Unlimited-Cluster-User': 'ann', 'X-Unlimited-Cluster-Access': '{"rights":["root"],"clusters":"*"}' }],
    [{ 'X-Unlimited-Cluster-User': '', 'X-Unlimited-Cluster-Access': '{"rights":["view"],"clusters":"*"}' }],
  ])('half an identity is none: %j', async (headers) => {
    expect((await over(headers)).status).toBe(401);
  });

  test('who can open the file needs no token; a wrong token is still wrong', async () => {
    expect((await over({})).status).toBe(200);
    expect((await over({ Authorization: 'Bearer wrong' })).status).toBe(401);
  });

  test('the same headers are worth nothing anywhere else', async () => {
    expect((await raw({ port: at.port, path: '/api/servers', headers: { Host: own(), ...as(['view', 'edit', 'act']) } })).status).toBe(401);
    const token = await at.tokenFor({ rights: ['view'], clusters: '*' });
    const answer = await raw({
      port: at.port, method: 'POST', path: '/api/servers', headers: { Host: own(), ...as(['view', 'edit']), Authorization: `Bearer ${token}` }, body: '{"name":"x"}',
    });
    expect(answer.status).toBe(403);
  });
});

test('the ticket port answers no request at all', async () => {
  for (const path of ['/api/servers', '/', '/ws']) {
    expect((await raw({ port: at.ticketPort, path, headers: { Host: '127.0.0.1', ...bearer } })).status).toBe(401);
  }
});

test('failed logins alone are limited: who has the token gets in meanwhile', async () => {
  clock += 3_600_000;
  const fail = () => raw({ port: at.port, path: '/api/servers', headers: { Host: own(), Authorization: 'Bearer wrong' } });
  for (let count = 0; count < 10; count += 1) expect((await fail()).status).toBe(401);
  const limited = await fail();
  expect(limited.status).toBe(429);
  expect(Number(limited.headers['retry-after'])).toBeGreaterThan(0);
  expect((await raw({ port: at.port, path: '/?token=wrong', headers: { Host: own() } })).status).toBe(429);
  expect((await at.ask('GET', '/api/servers')).status).toBe(200);
  expect((await at.ask('GET', '/api/servers', { token: null })).status).toBe(401);
  clock += 61_000;
  expect((await fail()).status).toBe(401);
});
