import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { say } from '../../backend/contract/sentence.ts';
import type { Problem } from '../../backend/contract/problem.ts';
import { openApi, raw, type TestApi } from './open-api.ts';

const SPANISH = { 'Accept-Language': 'es-ES,es;q=0.9,en;q=0.5' };
const why = say('net_refused', { where: '127.0.0.9:22' });

let api: TestApi;
beforeAll(async () => {
  api = await openApi({ collecting: {
    poll: (server) => Promise.resolve({ server, source: 'ssh', success: false, duration_seconds: 0.1, problem: why }),
    verify: () => Promise.resolve({ reachable: false, problem: why }),
    status: () => ({ sources: [] }),
  } });
  for (const id of ['a', 'b']) await api.ask('POST', '/api/servers', { json: { id, ip: '10.0.0.1' } });
  api.store.live.setServer('a', { status: 'inactive', problem: why }, 1);
});
afterAll(() => api.end());

const refusedIn = async (headers: Record<string, string>, method: string, path: string, json?: unknown): Promise<Problem> =>
  (await api.ask(method, path, { headers, json })).json<Problem>();

describe('a refusal is told in the language of who asks', () => {
  const cases: [string, string, unknown, Partial<Problem>, Partial<Problem>][] = [
    ['GET', '/api/servers/x', undefined,
      { title: 'There is no such thing', detail: 'There is no server "x".' }, { title: 'No existe', detail: 'No existe el servidor "x".' }],
    ['POST', '/api/servers', { id: 'a' },
      { title: 'The id is taken', detail: 'There is a server "a" already. Choose another id, or change that one.' },
      { title: 'El identificador está ocupado', detail: 'Ya existe el servidor "a". Elija otro identificador, o cambie lo que ya existe.' }],
    ['POST', '/api/servers', { id: 'c', ip: '1.2.3.400', colour: 1 },
      { errors: [{ pointer: '/colour', message: 'is not a known field' }, { pointer: '/ip', message: 'must be an IPv4 address, an IPv6 address, a host name or "", not "1.2.3.400"' }] },
      { title: 'Algunos valores no son válidos', errors: [
        { pointer: '/colour', message: 'no es un campo conocido' },
        { pointer: '/ip', message: 'debe ser una dirección IPv4, una dirección IPv6, un nombre de host o "", no "1.2.3.400"' },
      ] }],
    ['POST', '/api/servers', 5, { detail: 'The body must be an object.' }, { detail: 'El cuerpo debe ser un objeto.' }],
    ['POST', '/api/connections', { from: 'a', to: 'nobody' },
      { errors: [{ pointer: '/to', message: 'is no server: "nobody"' }] }, { errors: [{ pointer: '/to', message: 'no es un servidor: "nobody"' }] }],
    ['GET', '/api/servers?limit=0', undefined,
      { detail: '?limit must be a whole number from 1 to 1000, not "0".' }, { detail: '?limit debe ser un número entero de 1 a 1000, no "0".' }],
    ['DELETE', '/api/server-types/web', undefined,
      { detail: 'The server type "web" is shipped with the product. It can be changed, not removed.' },
      { detail: 'El tipo de servidor "web" viene con el producto. Se puede cambiar, no eliminar.' }],
    ['GET', '/api/nothing', undefined, { detail: 'There is nothing at "/api/nothing".' }, { detail: 'No hay nada en "/api/nothing".' }],
    ['POST', '/api/import', { format: 'unlimited-cluster', version: 1, servers: [{ id: 'n', type: 'moon' }] },
      { detail: 'Nothing was imported. /servers/0/type is no server type: "moon".', errors: [{ pointer: '/servers/0/type', message: 'is no server type: "moon"' }] },
      { detail: 'No se importó nada. /servers/0/type no es un tipo de servidor: "moon".', errors: [{ pointer: '/servers/0/type', message: 'no es un tipo de servidor: "moon"' }] }],
  ];

  test.each(cases)('%s %s %j', async (method, path, json, english, spanish) => {
    expect(await refusedIn({}, method, path, json)).toMatchObject(english);
    expect(await refusedIn(SPANISH, method, path, json)).toMatchObject(spanish);
  });

  test('which the answer names', async () => {
    const answers = [await api.ask('GET', '/api/servers/x', { headers: SPANISH }), await api.ask('GET', '/api/servers/x')];
    expect(answers.map(({ headers }) => headers.get('content-language'))).toEqual(['es', 'en']);
  });

  test('also in place of a handshake, whose status line stays ASCII', async () => {
    const upgrade = { Host: '127.0.0.1', Connection: 'Upgrade', Upgrade: 'websocket', 'Sec-WebSocket-Version': '13', 'Sec-WebSocket-Key': 'AAAAAAAAAAAAAAAAAAAAAA==', Authorization: 'Bearer wrong-token-of-nobody', ...SPANISH };
    const { status, text, headers } = await raw({ port: api.port, path: '/ws', headers: upgrade });
    expect([status, headers['content-language'], JSON.parse(text)]).toEqual([401, 'es', expect.objectContaining({ title: 'Hace falta un token o una sesión', detail: 'El token no es válido aquí.' })]);
  });

  test('and the login form', async () => {
    const { text } = await api.ask('GET', '/', { headers: SPANISH, token: null });
    expect(text).toContain('Token, tal como está en la carpeta de datos');
  });
});

describe('why a server does not answer', () => {
  const told = async (headers: Record<string, string>) => {
    const answer = await api.ask('GET', '/api/servers/a', { headers });
    return { ...answer.json<{ problem: string }>(), etag: answer.headers.get('etag'), vary: answer.headers.get('vary'), language: answer.headers.get('content-language') };
  };

  test('is told in the language of who asks, with an ETag of its own', async () => {
    const [english, spanish] = [await told({}), await told(SPANISH)];
    expect(english).toMatchObject({ problem: 'Nothing listens on 127.0.0.9:22 (connection refused).', vary: 'Accept-Language', language: 'en' });
    expect(spanish).toMatchObject({ problem: 'Nada escucha en 127.0.0.9:22 (conexión rechazada).', vary: 'Accept-Language', language: 'es' });
    const again = await api.ask('GET', '/api/servers/a', { headers: { ...SPANISH, 'If-None-Match': english.etag ?? '' } });
    expect([again.status, spanish.etag === english.etag]).toEqual([200, false]);
    expect((await api.ask('PATCH', '/api/servers/a', { headers: { ...SPANISH, 'If-Match': english.etag ?? '' }, json: { notes: 'read in English' } })).status).toBe(200);
  });

  test('is so in lists and after a poll', async () => {
    const list = (await api.ask('GET', '/api/servers', { headers: SPANISH })).json<{ items: { problem: string | null }[] }>();
    expect(list.items.map(({ problem }) => problem)).toEqual(['Nada escucha en 127.0.0.9:22 (conexión rechazada).', null]);
    const polled = (await api.ask('POST', '/api/servers/a/poll', { headers: SPANISH })).json();
    expect(polled).toMatchObject({ problem: 'Nada escucha en 127.0.0.9:22 (conexión rechazada).', poll: { problem: 'Nada escucha en 127.0.0.9:22 (conexión rechazada).' } });
  });
});

test('warnings of an addition and of an import are told so', async () => {
  const added = (await api.ask('POST', '/api/servers?verify=true', { headers: SPANISH, json: { id: 'w', type: 'web', ip: '10.0.0.1' } })).json<{ warnings: string[] }>();
  expect(added.warnings).toEqual([
    'La dirección 10.0.0.1 es también la de "a", "b".',
    expect.stringMatching(/^w no responde en los puertos de su tipo \(.*\): Nada escucha en 127\.0\.0\.9:22 \(conexión rechazada\)\.$/),
  ]);
  const file = { format: 'unlimited-cluster', version: 1, servers: [{ id: 'z', status: 'active' }] };
  expect((await api.ask('POST', '/api/import?dry_run=true', { headers: SPANISH, json: file })).json<{ warnings: string[] }>().warnings).toEqual(['status lo mide o lo lleva el producto: 1 valor ignorado.']);
});

test('what was undone is told in the language of who asks, not of who did it', async () => {
  await api.ask('POST', '/api/clusters', { json: { name: 'Tienda' } });
  expect((await api.ask('POST', '/api/undo', { headers: SPANISH })).json()).toEqual({ summary: 'se añadió el clúster Tienda' });
  expect((await api.ask('POST', '/api/redo')).json()).toEqual({ summary: 'added the cluster Tienda' });
});
