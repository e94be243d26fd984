import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { appendFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DaemonStandIn } from './daemon-stand-in.ts';
import { startRealWebmin, webminRoot } from './real-webmin.ts';
import { startStandIn } from './stand-in/stand-in.ts';
import { ask, tokenOf, type Webmin } from './webmin.ts';

const targets: [string, () => Promise<Webmin>][] = [['the stand-in', () => startStandIn()]];
if (webminRoot === undefined) test.skip('the pages in a real Webmin: skipped, WEBMIN_ROOT does not name a tree, or this is not root', () => undefined);
else targets.push(['a real Webmin', () => startRealWebmin({ module: 'copied' })]);

/** Attributes of the first tag that matches. */
function attributesOf(html: string, tag: RegExp): Record<string, string> {
  const found = tag.exec(html)?.[0] ?? '';
  return Object.fromEntries([...found.matchAll(/([\w-]+)="([^"]*)"/g)].map(([, name, value]): [string, string] => [name ?? '', (value ?? '').replaceAll('&#61;', '=').replaceAll('&quot;', '"')]));
}

describe.each(targets)('the pages in %s', (name, start) => {
  let webmin: Webmin;
  let daemon: DaemonStandIn;
  beforeAll(async () => {
    webmin = await start();
    daemon = new DaemonStandIn(webmin.dataDirectory);
    await daemon.start();
  }, 60_000);
  afterAll(async () => {
    await daemon.stop();
    await webmin.stop();
  });

  test('app.cgi is a document of its own that tells the page where it is and for whom', async () => {
    const { text, headers } = await ask(webmin, { path: 'app.cgi' });
    expect(text).toMatch(/^<!doctype html>\n<html data-night="" lang="en">/);
    expect(attributesOf(text, /<div id="unlimited-cluster"[^>]*>|<div [^>]*id="unlimited-cluster"[^>]*>/)).toEqual({
      id: 'unlimited-cluster', 'data-base': '/unlimited-cluster/', 'data-api': '/unlimited-cluster/api.cgi/', 'data-ws': '/unlimited-cluster/ws',
      'data-lang': 'en', 'data-user': 'root', 'data-csrf': expect.stringMatching(/^[0-9a-f]{64}$/) as unknown as string, 'data-rights': 'view edit act', 'data-mode': 'webmin',
    });
    expect(headers).toMatchObject({ 'x-frame-options': 'SAMEORIGIN', 'x-content-type-options': 'nosniff', 'cache-control': 'no-store', 'referrer-policy': 'same-origin' });
    expect(headers['content-security-policy']).toContain(`connect-src 'self' ws://127.0.0.1:${webmin.port} wss://127.0.0.1:${webmin.port};`);
    expect(headers['content-security-policy']).toContain("frame-ancestors 'self'");
  });

  test('the theme and the layout of the configuration stand in the page, and nothing where it is no JSON', async () => {
    const file = join(webmin.configDirectory, 'unlimited-cluster/config.json');
    writeFileSync(file, JSON.stringify({ visualization: { theme: 'dark', layout: 'grid "x"', auto_refresh: true } }));
    expect((await ask(webmin, { path: 'app.cgi' })).text).toMatch(/ data-first-layout="grid &quot;x&quot;" data-first-theme="dark"/);
    writeFileSync(file, '{"visualization": {"theme": ');
    expect((await ask(webmin, { path: 'app.cgi' })).text).not.toContain('data-first');
    rmSync(file);
  });

  test('its script, words and style are there, with types that a browser accepts', async () => {
    const { text } = await ask(webmin, { path: 'app.cgi' });
    const named = [...text.matchAll(/(?:src|href)="\/unlimited-cluster\/([^"]+)"/g)].map(([, path]) => path ?? '');
    expect(named).toEqual(['frontend/dist/app-TEST1234.css', 'frontend/dist/lang-en-TEST.js', 'frontend/dist/app-TEST1234.js']);
    const answers = await Promise.all(named.map((path) => ask(webmin, { path })));
    expect(answers.map(({ status, headers }) => [status, headers['content-type']])).toEqual([
      [200, 'text/css'], [200, 'application/javascript'], [200, 'application/javascript'],
    ]);
  });

  test('the rights of a user who only looks stand in the page', async () => {
    const { text } = await ask(webmin, { path: 'app.cgi', user: 'viewer' });
    expect(text).toContain('data-rights="view"');
    expect(text).toContain('data-user="viewer"');
  });

  test('a session has one token, and each session its own', async () => {
    expect(await tokenOf(webmin)).toBe(await tokenOf(webmin));
    expect(await tokenOf(webmin, 'viewer')).not.toBe(await tokenOf(webmin));
  });

  test('a user without the module gets neither page nor token', async () => {
    for (const path of ['app.cgi', '']) {
      const { text } = await ask(webmin, { path, user: 'joe' });
      expect(text).not.toMatch(/data-csrf|<iframe/);
      expect(text).toMatch(/Access denied|not allowed|Error/i);
    }
  });

  test('without a session there is Webmin\'s login page', async () => {
    for (const path of ['app.cgi', 'api.cgi/servers', 'frontend/dist/app-TEST1234.js']) {
      const answer = await ask(webmin, { path, headers: { cookie: 'sid=0000' } });
      expect(answer.headers['content-type']).toMatch(/^text\/html/);
      expect(answer.text).not.toMatch(/data-csrf|dataset/);
    }
  });

  test('the page speaks the language of its user', async () => {
    appendFileSync(join(webmin.configDirectory, 'config'), 'lang_viewer=es\n');
    const { text } = await ask(webmin, { path: 'app.cgi', user: 'viewer' });
    expect(text).toContain('lang="es"');
    expect(text).toContain('data-lang="es"');
    expect(text).toContain('lang-es-TEST.js');
    expect((await ask(webmin, { path: 'app.cgi' })).text).toContain('data-lang="en"');
  });

  test('the night mode of the Authentic theme is known before the first line of script', async () => {
    mkdirSync(join(webmin.configDirectory, 'authentic-theme'));
    writeFileSync(join(webmin.configDirectory, 'authentic-theme/settings-root.js'), "settings_show_night_mode_toggler=true;\nsettings_force_night_mode=1;\n");
    expect((await ask(webmin, { path: 'app.cgi' })).text).toContain('data-night="1"');
    expect((await ask(webmin, { path: 'app.cgi', user: 'viewer' })).text).toContain('data-night=""');
  });

  test('index.cgi shows the frame, a link to a tab of its own, and nothing from elsewhere', async () => {
    const { text } = await ask(webmin, { path: '' });
    expect(text).toMatch(/<iframe src='\/unlimited-cluster\/app\.cgi' title='Unlimited Cluster' allow='fullscreen; clipboard-write'/);
    expect(text).toMatch(/href=['"]\/unlimited-cluster\/app\.cgi['"][^>]*target=['"]?_blank/);
    expect(text).not.toMatch(/(?:src|href)=["']https?:\/\/(?!127\.0\.0\.1)/);
  });

  test('index.cgi hands the view of its address to the frame; what cannot be one is left out', async () => {
    expect((await ask(webmin, { path: '?view=web-tier' })).text).toMatch(/<iframe src='\/unlimited-cluster\/app\.cgi\?view(?:=|&#61;)web-tier'/);
    expect((await ask(webmin, { path: "?view=x'%20onload='y" })).text).toMatch(/<iframe src='\/unlimited-cluster\/app\.cgi'/);
  });

  test('without the daemon index.cgi says why, and offers to start it to those who may', async () => {
    await daemon.stop();
    const [own, other] = await Promise.all([ask(webmin, { path: '' }), ask(webmin, { path: '', user: 'viewer' })]);
    await daemon.start();
    expect(own.text).not.toContain('<iframe');
    expect(own.text).toContain('The daemon is not built');
    expect(own.text).toMatch(/action=["']service\.cgi["']/);
    expect(other.text).toContain('El servicio no está construido');
    expect(other.text).not.toMatch(/action=["']service\.cgi["']/);
  });

  test.each([
    ['root', 'GET', ''], ['root', 'POST', ''], ['root', 'POST', `token=${'a'.repeat(64)}`], ['viewer', 'POST', ''],
  ])('service.cgi refuses %s %s with "%s"', async (user, method, body) => {
    const answer = await ask(webmin, { path: 'service.cgi', method, user, ...(method === 'POST' ? { body } : {}), headers: { 'content-type': 'application/x-www-form-urlencoded' } });
    expect(answer.status).toBe(200);
    expect(answer.text).toMatch(/out of date|not allowed|caducado|No tiene permiso/);
  });

  if (name === 'a real Webmin') {
    test('app.cgi is not given to a link on another site', async () => {
      const { text } = await ask(webmin, { path: 'app.cgi', headers: { referer: 'http://evil.example/' } });
      expect(text).not.toContain('data-csrf');
      expect(text).toContain('Security Warning');
    });

    test('app.cgi is given to a bookmark', async () => {
      expect((await ask(webmin, { path: 'app.cgi', headers: { referer: '' } })).text).toContain('data-csrf');
    });
  }
});

test('behind a prefix every address of the page has it', async () => {
  const webmin = await startStandIn('webprefix=/tools/webmin\n');
  const { text } = await ask(webmin, { path: 'app.cgi' });
  expect([...text.matchAll(/(?:src|href|data-base|data-api|data-ws)="([^"]+)"/g)].map(([, path]) => path).filter((path) => !path?.startsWith('/tools/webmin/unlimited-cluster/'))).toEqual([]);
  await webmin.stop();
});
