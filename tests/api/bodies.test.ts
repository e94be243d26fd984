import { connect } from 'node:net';
import { createHash } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Problem } from '../../backend/contract/problem.ts';
import { openApi, raw, TOKEN, type TestApi } from './open-api.ts';

let at: TestApi;
let before = '';
beforeAll(async () => {
  at = await openApi();
  await at.ask('POST', '/api/servers', { json: { id: 'web1', name: 'Web 1' } });
});
afterAll(async () => at.end());

const hash = async (): Promise<string> => createHash('sha256').update((await at.ask('GET', '/api/export')).text).digest('hex');
beforeEach(async () => { before = await hash(); });
afterEach(async () => { expect(await hash()).toBe(before); });

const post = (body: string | Buffer, type = 'application/json', path = '/api/servers') => at.ask('POST', path, { body, headers: { 'Content-Type': type } });

describe('a body that cannot be read is refused and changes nothing', () => {
  test.each([
    ['not JSON', '{"name":'], ['nothing', ''], ['two values', '{} {}'], ['a BOM', '\ufeff{"name":"x"}'],
    ['depth', `{"name":"x","tags":${'['.repeat(50_000)}${']'.repeat(50_000)}}`], ['depth of objects', `${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}`],
  ])('%s: 400', async (_name, body) => {
    const answer = await post(body);
    expect(answer.json()).toMatchObject({ status: 400, code: 'malformed' });
  });

  test('invalid UTF-8: 400', async () => {
    expect((await post(Buffer.from([0x7b, 0x22, 0x6e, 0x22, 0x3a, 0x22, 0xff, 0xfe, 0x22, 0x7d]))).json()).toMatchObject({ status: 400, code: 'malformed' });
  });

  test.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'application/jsonx', '', 'application/json; charset=utf-16'])('Content-Type %j: 415', async (type) => {
    expect((await post('{"name":"x"}', type)).json()).toMatchObject({ status: 415, code: 'unsupported_media_type' });
  });

  test('Content-Encoding: 415', async () => {
    expect((await at.ask('POST', '/api/servers', { body: '{"name":"x"}', headers: { 'Content-Type': 'application/json', 'Content-Encoding': 'gzip' } })).status).toBe(415);
  });

  test('more than 1 MiB: 413, declared or streamed', async () => {
    const large = JSON.stringify({ name: 'x', notes: 'n'.repeat(1_048_576) });
    expect((await post(large)).json()).toMatchObject({ status: 413, code: 'too_large' });
    const streamed = await raw({
      port: at.port, method: 'POST', path: '/api/servers', body: large,
      headers: { Host: 'localhost', Authorization: `Bearer ${TOKEN}`, 'Content-Type': 'application/json', 'Transfer-Encoding': 'chunked' },
    });
    expect(streamed.status).toBe(413);
    expect((await at.ask('GET', '/api/servers/web1')).status).toBe(200);
  });

  test('a body that ends early is 400 or the end of the connection, never a change', async () => {
    const text = await new Promise<string>((resolve) => {
      const socket = connect(at.port, '127.0.0.1');
      let read = '';
      socket.on('data', (chunk) => { read += chunk.toString(); });
      socket.on('close', () => resolve(read));
      socket.write(`POST /api/servers HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ${TOKEN}\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{"name":"half"}`);
      setTimeout(() => socket.end(), 50);
    });
    expect(text === '' || text.startsWith('HTTP/1.1 400')).toBe(true);
  });
});

describe('valid JSON with wrong values is 422 with pointers', () => {
  const wrong: [name: string, body: unknown, pointer: string][] = [
    ['neither name nor id', {}, ''], ['a list', [], ''], ['null', null, ''], ['text', 'web1', ''],
    ['an unknown field', { name: 'x', colour: 'red' }, '/colour'], ['a wrong type', { name: 7 }, '/name'],
    ['an id with a path', { id: '../../etc/passwd' }, '/id'], ['an id with a space', { id: 'a b' }, '/id'], ['an id of 64 characters', { id: 'a'.repeat(64) }, '/id'],
    ['a name of 100 kB', { name: 'n'.repeat(100_000) }, '/name'], ['a name with NUL', { name: 'a\0b' }, '/name'], ['a name with a newline', { name: 'a\nb' }, '/name'],
    ['half a surrogate pair', { name: '\ud800' }, '/name'], ['a broken address', { name: 'x', ip: '256.1.1.1' }, '/ip'], ['an address with a port', { name: 'x', ip: '1.2.3.4:80' }, '/ip'],
    ['a tag key __proto__', { name: 'x', tags: JSON.parse('{"__proto__":"1"}') as object }, '/tags/__proto__'], ['a tag with NUL', { name: 'x', tags: { a: '\0' } }, '/tags/a'],
    ['a number out of range', { name: 'x', position: { x: 1e12, y: 0 } }, '/position/x'], ['a parent that is not there', { name: 'x', parent: 'nobody' }, '/parent'],
    ['an unknown source', { name: 'x', source: { kind: 'magic' } }, '/source'], ['a source with rubbish', { name: 'x', source: { kind: 'none', port: 1 } }, '/source/port'],
  ];
  test.each(wrong)('%s', async (_name, body, pointer) => {
    const answer = await post(JSON.stringify(body));
    expect(answer.status).toBe(422);
    expect(answer.json<Problem>().errors?.map((fault) => fault.pointer)).toContain(pointer);
  });

  test('__proto__ at the top is an unknown field like any other, and nothing inherits from it', async () => {
    const answer = await post('{"name":"x","__proto__":{"rights":["act"]},"constructor":1}');
    expect(answer.status).toBe(422);
    expect(answer.json<Problem>().errors?.map((fault) => fault.pointer).sort()).toEqual(['/__proto__', '/constructor']);
    expect(({} as Record<string, unknown>)['rights']).toBeUndefined();
  });

  test('infinity is no number', async () => {
    expect((await post('{"name":"x","position":{"x":1e999,"y":0}}')).status).toBe(422);
  });
});

describe('addresses that try something', () => {
  test.each([
    '/api/servers/..%2f..%2fetc%2fpasswd', '/api/servers/%00', '/api/servers/web1%00', '/api/servers/%2e%2e', `/api/servers/${'a'.repeat(10_000)}`, '/api/servers/WEB1',
    '/api/Servers', '/api/servers/web1/nothing', '/assets/..%2f..%2fpackage.json', '/assets/%2e%2e/%2e%2e/package.json', '/assets/.env', '/assets//etc/passwd', '/assets/app.js%00.css', '/..%2fpackage.json',
  ])('%s is 404', async (path) => {
    const answer = await raw({ port: at.port, path, headers: { Host: 'localhost', Authorization: `Bearer ${TOKEN}` } });
    expect(answer.status).toBe(404);
    expect(JSON.parse(answer.text)).toMatchObject({ code: 'not_found' });
  });

  test('a path that is not UTF-8 is 400', async () => {
    expect((await raw({ port: at.port, path: '/api/servers/%ff', headers: { Host: 'localhost', Authorization: `Bearer ${TOKEN}` } })).status).toBe(400);
  });

  test.each([['PUT', '/api/servers/web1'], ['PATCH', '/api/servers'], ['POST', '/api/servers/web1'], ['DELETE', '/api/stats'], ['OPTIONS', '/api/servers'], ['POST', '/api/health']])('%s %s is 405 and says what is offered', async (method, path) => {
    const answer = await at.ask(method, path);
    expect(answer.status).toBe(405);
    expect(answer.headers.get('allow')).toContain('GET');
  });

  test('HEAD answers the headers of GET', async () => {
    const answer = await at.ask('HEAD', '/api/servers/web1');
    expect([answer.status, answer.text]).toEqual([200, '']);
    expect(Number(answer.headers.get('content-length'))).toBeGreaterThan(100);
  });
});
