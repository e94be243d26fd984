import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Browser, type FrameLocator, type Page } from 'playwright-core';
import WebSocket from 'ws';
import { isBuilt, packInto } from './package-file.ts';
import { startRealWebmin, webminRoot, type RealWebmin } from './real-webmin.ts';
import { ask, begin, problemOf, tokenOf } from './webmin.ts';

/** Servers have TLS, so the test has it too, where Perl can. */
const hasTls = spawnSync('perl', ['-MNet::SSLeay', '-e', '1']).status === 0;
const CHROMIUM = '/usr/bin/chromium';
const missing = webminRoot === undefined ? 'WEBMIN_ROOT does not name a tree, or this is not root' : !isBuilt ? 'nothing is built' : undefined;
if (missing !== undefined) test.skip(`the package in a real Webmin: skipped, ${missing}`, () => undefined);

(missing === undefined ? describe : describe.skip)('the package in a real Webmin', () => {
  let webmin: RealWebmin;
  let folder: string;
  let browser: Browser | undefined;
  let installed: string;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'uc-package-'));
    webmin = await startRealWebmin({ module: 'none', tls: hasTls });
    installed = webmin.installModule(packInto(join(folder, 'unlimited-cluster.wbm.gz')));
    webmin.allow('viewer', 'unlimited-cluster', 'view=1\nedit=0\nact=0\nclusters=*\n');
    if (existsSync(CHROMIUM)) browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'] });
    await routeIsActive();
  }, 90_000);
  afterAll(async () => {
    await browser?.close();
    webmin.deleteModule();
    await webmin.stop();
    rmSync(folder, { recursive: true });
  }, 30_000);

  const inData = (name: string): string => join(webmin.dataDirectory, name);
  const pid = (): number => Number.parseInt(readFileSync(inData('daemon.pid'), 'utf8'), 10);
  /** A process that has ended may stay in the table until its parent looks, without a command line. */
  const isRunning = (id: number): boolean => existsSync(`/proc/${id}`) && readFileSync(`/proc/${id}/cmdline`, 'utf8') !== '';
  const configuration = (): string => readFileSync(join(webmin.configDirectory, 'miniserv.conf'), 'utf8');
  const route = (): string | undefined => /^websockets_\/unlimited-cluster\/ws=(.*)$/m.exec(configuration())?.[1];
  const mode = (file: string): number => statSync(file).mode & 0o777;

  /** miniserv reads its configuration again within some seconds of being told to. */
  const routeIsActive = async (): Promise<void> => {
    for (let tries = 0; tries < 50; tries += 1) {
      const refused = await open('none').then((socket) => { socket.close(); return ''; }, String);
      if (!refused.includes('404')) return;
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
    throw new Error('miniserv does not know the route');
  };

  /** A socket through miniserv that has said its first word, which comes with it. */
  async function open(ticket: string, headers: Record<string, string> = {}): Promise<WebSocket & { first?: unknown }> {
    const socket: WebSocket & { first?: unknown } = new WebSocket(`${webmin.origin.replace('http', 'ws')}/unlimited-cluster/ws`, ticket, {
      rejectUnauthorized: false, headers: { cookie: await webmin.cookieOf('root'), origin: webmin.origin, ...headers },
    });
    return new Promise((resolve, reject) => {
      socket.once('error', reject);
      socket.once('message', (data: Buffer) => {
        socket.first = JSON.parse(String(data));
        resolve(socket);
      });
    });
  }

  async function ticketOf(user = 'root'): Promise<string> {
    const answer = await ask(webmin, { method: 'POST', path: 'api.cgi/ws-ticket', user, body: '{}', headers: { 'content-type': 'application/json', 'x-csrf-token': await tokenOf(webmin, user) } });
    return (JSON.parse(answer.text) as { ticket: string }).ticket;
  }

  /** The package as it would be on a machine of another kind. */
  function packageWithoutAddon(): string {
    const other = join(folder, 'other');
    mkdirSync(other);
    spawnSync('tar', ['-xzf', join(folder, 'unlimited-cluster.wbm.gz'), '-C', other]);
    const native = join(other, 'unlimited-cluster/backend/dist/native');
    for (const name of readdirSync(native)) if (name.endsWith('.node')) renameSync(join(native, name), join(native, 'better_sqlite3-linux-other-abi1.node'));
    spawnSync('tar', ['-czf', join(folder, 'other.wbm.gz'), '-C', other, 'unlimited-cluster']);
    return join(folder, 'other.wbm.gz');
  }

  /** This Node.js with an npm beside it that takes two seconds to "compile". */
  function nodeWithNpm(): string {
    const bin = join(folder, 'bin');
    mkdirSync(bin);
    copyFileSync(process.execPath, join(bin, 'node'));
    const built = 'node_modules/better-sqlite3/build/Release';
    const addon = join(folder, 'other/unlimited-cluster/backend/dist/native/better_sqlite3-linux-other-abi1.node');
    writeFileSync(join(bin, 'npm'), `#!/bin/sh\nsleep 2\nmkdir -p ${built} && cp ${addon} ${built}/better_sqlite3.node\n`, { mode: 0o755 });
    return join(bin, 'node');
  }

  const change = async (method: string, path: string, body = '', user = 'root') => ask(webmin, {
    method, path: `api.cgi/${path}`, user, body, headers: { 'content-type': 'application/json', 'x-csrf-token': await tokenOf(webmin, user), origin: webmin.origin },
  });

  test('Webmin installs it, and its daemon answers at once', async () => {
    expect(installed).toContain('Installed Unlimited Cluster in');
    expect((await ask(webmin, { path: 'api.cgi/health' })).status).toBe(200);
    expect(route()).toMatch(/^host=127\.0\.0\.1 port=\d+ wspath=\/ws nokey=1 auth=basic:[A-Za-z0-9+/]+=*$/);
  });

  test('nobody else reads its data, its socket or its secrets, and none of them is in the module', () => {
    expect(mode(webmin.dataDirectory)).toBe(0o700);
    for (const name of ['daemon.sock', 'miniserv.secret']) expect([name, mode(inData(name))]).toEqual([name, 0o600]);
    expect(mode(join(webmin.configDirectory, 'unlimited-cluster/csrf.key'))).toBe(0o600);
  });

  test('GET, POST, PATCH and DELETE go round through Webmin', async () => {
    const made = await change('POST', 'servers', '{"id":"web1","name":"Web 1","type":"web","ip":"192.0.2.10"}');
    expect([made.status, made.headers['x-location']]).toEqual([201, '/api/servers/web1']);
    const renamed = await ask(webmin, {
      method: 'POST', path: 'api.cgi/servers/web1', body: '{"name":"Größe"}',
      headers: { 'content-type': 'application/json', 'x-csrf-token': await tokenOf(webmin), 'x-http-method-override': 'PATCH' },
    });
    expect(renamed.status).toBe(200);
    const read = await ask(webmin, { path: 'api.cgi/servers/web1' });
    expect(JSON.parse(read.text)).toMatchObject({ id: 'web1', name: 'Größe', ip: '192.0.2.10' });
    expect((await change('PATCH', 'servers/web1', '{"name":"Web 1"}')).status).toBe(200);
    expect((await change('DELETE', 'servers/web1')).status).toBe(204);
    expect((await ask(webmin, { path: 'api.cgi/servers/web1' })).status).toBe(404);
  });

  test('each change is in the actions log of Webmin', () => {
    const log = readFileSync(join(webmin.varDirectory, 'webmin.log'), 'utf8');
    expect(log).toMatch(/unlimited-cluster\/api\.cgi "create" "servers" "web1"/);
    expect(log).toMatch(/"modify" "servers" "web1"/);
    expect(log).toMatch(/"delete" "servers" "web1"/);
    expect(log).not.toContain('ws-ticket');
  });

  test('a user who only looks reads, and changes nothing', async () => {
    expect((await ask(webmin, { path: 'api.cgi/servers', user: 'viewer' })).status).toBe(200);
    const refused = await change('POST', 'servers', '{"name":"x"}', 'viewer');
    expect([refused.status, problemOf(refused).code]).toEqual([403, 'forbidden']);
  });

  test('a user without the module gets neither data nor ticket', async () => {
    for (const method of ['GET', 'POST']) {
      const answer = await ask(webmin, { method, path: 'api.cgi/ws-ticket', user: 'joe', ...(method === 'POST' ? { body: '{}' } : {}) });
      expect([answer.status, problemOf(answer).code]).toEqual([403, 'forbidden']);
    }
  });

  test('with a ticket the live feed comes through Webmin, and tells of a change', async () => {
    const socket = await open(await ticketOf());
    expect(socket.first).toMatchObject({ type: 'hello' });
    const frames: { type: string }[] = [];
    socket.on('message', (data: Buffer) => frames.push(JSON.parse(String(data)) as { type: string }));
    const startedMs = Date.now();
    await change('POST', 'servers', '{"id":"live1","name":"Live 1"}');
    for (let tries = 0; tries < 100 && !frames.some(({ type }) => type === 'change'); tries += 1) await new Promise((resolve) => setTimeout(resolve, 20));
    expect(frames.map(({ type }) => type)).toContain('change');
    expect(Date.now() - startedMs).toBeLessThan(5_000);
    socket.close();
    await change('DELETE', 'servers/live1');
  });

  test('a ticket is good for one socket, and none is good without', async () => {
    const ticket = await ticketOf();
    (await open(ticket)).close();
    await expect(open(ticket)).rejects.toThrow(/401|500|Bad response/);
    await expect(open('invented')).rejects.toThrow(/401|500|Bad response/);
  });

  test('a socket of another site, or without a session, is refused', async () => {
    await expect(open(await ticketOf(), { origin: 'http://evil.example' })).rejects.toThrow('403');
    await expect(open(await ticketOf(), { cookie: 'sid=00000000000000000000000000000000' })).rejects.toThrow();
  });

  test('the port behind the route refuses whoever is not miniserv, ticket or not', async () => {
    const port = /port=(\d+)/.exec(route() ?? '')?.[1] ?? '';
    const direct = new WebSocket(`ws://127.0.0.1:${port}/ws`, await ticketOf());
    await expect(new Promise((resolve, reject) => { direct.once('open', resolve); direct.once('error', reject); })).rejects.toThrow('401');
    const plain = await fetch(`http://127.0.0.1:${port}/api/servers`);
    expect([401, 403, 404]).toContain(plain.status);
  });

  test('server-sent events come through Webmin as well', async () => {
    const stream = await begin(webmin, { path: 'api.cgi/events', headers: { accept: 'text/event-stream' } });
    const [first] = (await once(stream, 'data')) as [Buffer];
    expect(stream.headers['content-type']).toMatch(/^text\/event-stream/);
    expect(String(first)).toContain('event: hello');
    stream.destroy();
  });

  test('Webmin\'s own pages about the module show its rights, settings, help and log', async () => {
    const page = async (path: string): Promise<string> => (await ask(webmin, { path: `../${path}` })).text;
    const rights = await page('acl/edit_acl.cgi?mod=unlimited-cluster&user=viewer');
    expect(rights).toContain('Can see the map and all numbers?');
    expect(rights).toMatch(/name=['"]?clusters_all/);
    expect(await page('config.cgi?unlimited-cluster')).toContain('Address and port for the command line and other programs');
    expect(await page('help.cgi/unlimited-cluster/intro')).toContain('every server you run on one isometric map');
    expect(await page('webminlog/search.cgi?tall=2&mall=1&uall=1&fall=1&wall=1&dall=1')).toMatch(/Added server <tt[^>]*>web1<\/tt>/);
  });

  test('a backup by Webmin brings the map back', async () => {
    const call = (name: string): string => webmin.runPerl(`foreign_require("unlimited-cluster", "backup_config.pl"); print foreign_call("unlimited-cluster", "${name}");`);
    await change('POST', 'servers', '{"id":"saved1","name":"Saved 1"}');
    expect(call('pre_backup')).toBe('');
    await change('DELETE', 'servers/saved1');
    expect(call('post_restore')).toBe('');
    expect((await ask(webmin, { path: 'api.cgi/servers/saved1' })).status).toBe(200);
    await change('DELETE', 'servers/saved1');
  });

  test('an expired session is answered with a page, which a program recognises by its type', async () => {
    const answer = await ask(webmin, { path: 'api.cgi/servers', headers: { cookie: 'sid=0123456789abcdef0123456789abcdef' } });
    expect(answer.headers['content-type']).toMatch(/^text\/html/);
  });

  (existsSync(CHROMIUM) ? describe : describe.skip)('opened in Chromium', () => {
    let page: Page;
    let app: FrameLocator;
    const faults: string[] = [];
    beforeAll(async () => {
      page = await logIn('root');
      page.on('pageerror', (error) => faults.push(error.message));
      page.on('console', (message) => { if (message.type() === 'error') faults.push(`${message.text()} ${message.location().url}`); });
      await page.goto(`${webmin.origin}/unlimited-cluster/`);
      app = page.frameLocator('#unlimited-cluster-box iframe');
    }, 60_000);
    afterAll(() => page.close());

    /** A browser of its own, through the login that people see. */
    async function logIn(user: string): Promise<Page> {
      if (browser === undefined) throw new Error('There is no browser');
      const own = await browser.newPage({ ignoreHTTPSErrors: true, viewport: { width: 1280, height: 800 } });
      await own.goto(`${webmin.origin}/`);
      await own.fill('input[name=user]', user);
      await own.fill('input[name=pass]', 'secret');
      await own.click('[type=submit]');
      await own.waitForURL((url) => !url.pathname.includes('login'));
      return own;
    }

    test('the map is drawn within Webmin\'s page, under its title', async () => {
      await app.locator('#unlimited-cluster[data-ready="true"]').waitFor({ timeout: 20_000 });
      expect(await page.title()).toContain('Unlimited Cluster');
      expect(faults).toEqual([]);
    }, 30_000);

    test('the frame fills the window and adds no second scrollbar, also after a resize', async () => {
      for (const height of [800, 600, 1000]) {
        await page.setViewportSize({ width: 1280, height });
        await page.waitForTimeout(1_300);
        const frame = await page.locator('#unlimited-cluster-box').boundingBox();
        const overflow = await page.evaluate(() => document.documentElement.scrollHeight - document.documentElement.clientHeight);
        // This theme's own document overflows by 8 pixels without any frame.
        expect(overflow).toBeLessThanOrEqual(8);
        expect((frame?.y ?? 0) + (frame?.height ?? 0)).toBeGreaterThan(height - 30);
      }
    }, 30_000);

    test('a change made elsewhere reaches the page through the live feed', async () => {
      const root = app.locator('#unlimited-cluster');
      const before = Number(await root.getAttribute('data-servers'));
      await change('POST', 'servers', '{"id":"seen1","name":"Seen 1"}');
      await app.locator(`#unlimited-cluster[data-servers="${before + 1}"]`).waitFor({ timeout: 10_000 });
      await change('DELETE', 'servers/seen1');
    }, 30_000);

    test('a server added in the page is on the map, in the daemon and in Webmin\'s actions log', async () => {
      await app.getByRole('button', { name: 'Add server' }).first().click();
      await app.locator('dialog [name="name"]').fill('From the page');
      await app.locator('dialog [data-name="submit"]').click();
      await app.locator('#unlimited-cluster[data-selection="from-the-page"]').waitFor({ timeout: 10_000 });
      expect((await ask(webmin, { path: 'api.cgi/servers/from-the-page' })).status).toBe(200);
      expect(readFileSync(join(webmin.varDirectory, 'webmin.log'), 'utf8')).toContain('"create" "servers" "from-the-page"');
      await change('DELETE', 'servers/from-the-page');
    }, 30_000);

    test('a burst of frames upwards arrives whole, although miniserv holds back what TLS has decrypted', async () => {
      const address = `${webmin.origin.replace('http', 'ws')}/unlimited-cluster/ws`;
      const types = await page.evaluate(async ({ url, ticket }) => {
        const socket = new WebSocket(url, ticket);
        const seen: string[] = [];
        await new Promise((resolve) => { socket.onmessage = resolve; });
        socket.onmessage = (event) => void seen.push((JSON.parse(event.data as string) as { type: string }).type);
        const ids = Array.from({ length: 20 }, (_, index) => `a-server-with-a-rather-long-name-${index}`);
        for (let frame = 0; frame < 30; frame += 1) socket.send(JSON.stringify({ watch: ids, more: frame < 29 }));
        socket.send(JSON.stringify({ after: 0 }));
        socket.send('.');
        for (let tries = 0; tries < 60 && !seen.some((type) => type === 'change' || type === 'reset'); tries += 1) await new Promise((resolve) => setTimeout(resolve, 50));
        socket.close();
        return seen;
      }, { url: address, ticket: await ticketOf() });
      expect(types.some((type) => type === 'change' || type === 'reset')).toBe(true);
    }, 30_000);

    test('a user who only looks sees the map, in his language, and nothing to change it with', async () => {
      appendFileSync(join(webmin.configDirectory, 'config'), 'lang_viewer=es\n');
      const own = await logIn('viewer');
      await own.goto(`${webmin.origin}/unlimited-cluster/`);
      const frame = own.frameLocator('#unlimited-cluster-box iframe');
      await frame.locator('#unlimited-cluster[data-ready="true"]').waitFor({ timeout: 20_000 });
      expect(await frame.locator('html').getAttribute('lang')).toBe('es');
      expect(await frame.getByRole('button', { name: /Añadir servidor|Add server/ }).count()).toBe(0);
      await own.close();
    }, 60_000);

    test('when the login has ended the page says so, and shows nothing as live', async () => {
      const own = await logIn('root');
      await own.goto(`${webmin.origin}/unlimited-cluster/`);
      const frame = own.frameLocator('#unlimited-cluster-box iframe');
      await frame.locator('#unlimited-cluster[data-ready="true"]').waitFor({ timeout: 20_000 });
      await frame.getByRole('button', { name: 'Add server' }).first().click();
      await frame.locator('dialog [name="name"]').fill('Too late');
      await own.context().clearCookies();
      await frame.locator('dialog [data-name="submit"]').click();
      await frame.locator('[data-banner="expired"]').waitFor({ timeout: 10_000 });
      await own.close();
      expect((await ask(webmin, { path: 'api.cgi/servers/too-late' })).status).toBe(404);
    }, 60_000);

    test('the same page opens in a tab of its own', async () => {
      const [tab] = await Promise.all([page.waitForEvent('popup'), page.locator('a[target=_blank][href$="app.cgi"]').first().click()]);
      await tab.locator('#unlimited-cluster[data-ready="true"]').waitFor({ timeout: 20_000 });
      await tab.close();
    }, 30_000);

    test('a daemon that was killed is named, and started again with one click; nothing is lost', async () => {
      await change('POST', 'servers', '{"id":"kept1","name":"Kept 1"}');
      process.kill(pid(), 'SIGKILL');
      await page.goto(`${webmin.origin}/unlimited-cluster/`);
      expect(await page.content()).toContain('The daemon does not answer on');
      await page.click('[name=start]');
      await app.locator('#unlimited-cluster[data-ready="true"]').waitFor({ timeout: 20_000 });
      expect((await ask(webmin, { path: 'api.cgi/servers/kept1' })).status).toBe(200);
    }, 60_000);
  });

  test('an upgrade keeps data and settings, starts the new daemon and changes the secret of the route', async () => {
    await change('POST', 'servers', '{"id":"kept2","name":"Kept 2"}');
    const [oldPid, oldRoute] = [pid(), route()];
    expect(webmin.installModule(join(folder, 'unlimited-cluster.wbm.gz'))).toContain('Installed');
    expect(pid()).not.toBe(oldPid);
    expect(isRunning(oldPid)).toBe(false);
    expect(route()).not.toBe(oldRoute);
    expect((await ask(webmin, { path: 'api.cgi/servers/kept2' })).status).toBe(200);
    for (let tries = 0; tries < 30; tries += 1) {
      const socket = await open(await ticketOf()).catch(() => null);
      socket?.close();
      if (socket !== null) return;
      await new Promise((resolve) => setTimeout(resolve, 300));
    }
    throw new Error('The live feed did not come back after the upgrade');
  }, 60_000);

  test('where the addon is for another machine, it is built in the background and then the daemon starts', async () => {
    webmin.useNode(nodeWithNpm());
    expect(webmin.installModule(packageWithoutAddon())).toContain('Installed');
    expect((await ask(webmin, { path: '' })).text).toMatch(/better_sqlite3-linux-\w+-abi\d+\.node does not load.*It is being built/s);
    for (let tries = 0; tries < 100; tries += 1) {
      if ((await ask(webmin, { path: 'api.cgi/servers/kept2' })).status === 200) return;
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
    throw new Error(readFileSync(inData('rebuild.log'), 'utf8'));
  }, 60_000);

  test('uninstalling stops the daemon, removes the route and keeps the data', () => {
    const last = pid();
    expect(webmin.deleteModule()).toContain('Unlimited Cluster');
    expect(isRunning(last)).toBe(false);
    expect(route()).toBeUndefined();
    expect(existsSync(join(webmin.root, 'unlimited-cluster'))).toBe(false);
    expect(existsSync(webmin.dataDirectory)).toBe(true);
  }, 30_000);
});
