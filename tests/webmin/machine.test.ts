import { describe, expect, test } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { moduleDirectory } from './module-copy.ts';
import { isBuilt, packInto } from './package-file.ts';
import { webminRoot } from './real-webmin.ts';

const NAMESPACES = ['--mount', '--net', '--pid', '--fork', '--kill-child', '--mount-proc'];

/** A machine of its own is some namespaces: what install.sh writes goes into memory and is gone at the end, and there is no network but loopback. */
const canIsolate = process.getuid?.() === 0
  && spawnSync('unshare', [...NAMESPACES, 'sh', '-c', 'ip link set lo up && mkdir -p /tmp/uc-probe && mount -t tmpfs tmpfs /tmp/uc-probe && mkdir /tmp/uc-probe/u /tmp/uc-probe/w && mount -t overlay overlay -o lowerdir=/opt,upperdir=/tmp/uc-probe/u,workdir=/tmp/uc-probe/w /opt']).status === 0;
rmSync('/tmp/uc-probe', { recursive: true, force: true });
const absent = ['nginx', 'logrotate', 'openssl'].filter((command) => spawnSync('sh', ['-c', `command -v ${command}`]).status !== 0);
const missing = !isBuilt ? 'nothing is built' : !canIsolate ? 'namespaces need root, overlayfs and iproute2'
  : absent.length > 0 ? `type: apt-get install -y --no-install-recommends ${absent.join(' ')}` : undefined;
if (missing !== undefined) test.skip(`install.sh on a whole machine: skipped, ${missing}`, () => undefined);

type Lines = (stage: string) => string[];

async function runOn(webmin: string, systemd: 'systemd' | ''): Promise<Lines> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = address === null || typeof address === 'string' ? 0 : address.port;
  server.close();
  const folder = mkdtempSync(join(tmpdir(), 'uc-machine-'));
  // The daemon's user must be able to go through it.
  spawnSync('sh', ['-c', `chmod 755 ${folder} && mkdir ${folder}/lab`]);
  const file = packInto(join(folder, 'package.wbm.gz'));
  const { stdout, stderr, status } = spawnSync('unshare', [...NAMESPACES, 'sh', join(moduleDirectory, 'tests/webmin/machine/run.sh'), moduleDirectory, file, String(port), webmin, systemd, join(folder, 'lab')], { encoding: 'utf8', timeout: 500_000 });
  rmSync(folder, { recursive: true });
  if (status !== 0) throw new Error(`run.sh ended with ${String(status)}:\n${stdout}${stderr}`);
  return (stage) => stdout.split('\n').filter((line) => line.startsWith(`${stage} `) || line.startsWith(`${stage}: `)).map((line) => line.slice(stage.length + 1).trim());
}

const running = (boot: string, route: string, servers: string): string[] => [
  'file /var/lib/unlimited-cluster unlimited-cluster 700',
  'file /etc/unlimited-cluster unlimited-cluster 750',
  'file /var/log/unlimited-cluster unlimited-cluster 750',
  'file /var/lib/unlimited-cluster/daemon.sock unlimited-cluster 600',
  'file /var/lib/unlimited-cluster/token unlimited-cluster 600',
  'daemon unlimited-cluster', `route ${route}`, `boot ${boot}`, 'user /usr/sbin/nologin', 'command there', 'site none', `servers ${servers}`,
];

/** What the site of nginx has to be, from its making through refusals to its end; the stages are those of site.sh. */
function expectSite(lines: Lines): void {
  expect(lines('found')).toEqual([
    'health 200 {"status":"ok"}', 'protocols refused TLSv1.2 TLSv1.3', 'certificate self-signed DNS:map.example.test', 'redirect 301 https://map.example.test/x?token=TOKEN',
    'stranger 403 wrong_host', 'without-token 401', 'login 303 HttpOnly,Secure', 'page 200 true', 'change-by-cookie 201', 'websocket change', 'events change',
    'import-of-4-MB 200 2000', 'body-of-1.5-MB 413 too_large',
  ]);
  const names = (...more: string[]): string => JSON.stringify({ collection: { probes_per_second: 0 }, listen: { names: ['old.example.test', ...more] } });
  const log = (name: string): string => `log /var/log/unlimited-cluster/${name}.log unlimited-cluster 600`;
  expect(lines('site')).toEqual([
    'made done', `config ${names('map.example.test')} unlimited-cluster 640`, 'key root 600', 'logged 1', 'tokens 0', log('cluster'), log('web'), log('error'), 'verified done',
    'kept done', 'again done', `names ${names('map.example.test')}`, 'certificate same',
    'mismatched failed', 'certificate same', 'own done', 'certificate own', 'own-stays done', 'certificate own',
    'refused failed', 'unsound failed', 'occupied failed', 'taken-back same own', `names ${names('map.example.test')}`,
    'plain done', 'plain-verified done', 'encrypted-again done',
  ]);
  expect(lines('made')).toEqual(expect.arrayContaining([expect.stringMatching(/^The certificate is SELF-SIGNED/), 'Open https://map.example.test/ with the token in /var/lib/unlimited-cluster/token']));
  expect(lines('verified')).toEqual(expect.arrayContaining(['ok     the daemon knows the name map.example.test', 'ok     nginx leads to the daemon', 'ok     https://map.example.test/ answers by TLSv1.3', 'ok     http redirects to https']));
  expect(lines('mismatched').join()).toMatch(/wrong\.key is not the key of/);
  expect(lines('refused').join()).toMatch(/nginx refuses the site, so it was taken back\. It said: .*unknown directive "nonsense"/);
  expect(lines('unsound').join()).toMatch(/FAULT {2}nginx refuses its configuration/);
  expect(lines('occupied').join()).toMatch(/The site does not work, so it was taken back:,FAULT {2}nginx does not answer .* Another program may have its ports/);
  expect(lines('plain').join()).toContain('Without TLS, tokens and passwords travel readable');
}

const machines: [string, string, 'systemd' | '', string, string][] = [['without Webmin', '', 'systemd', 'unit', '0']];
if (webminRoot === undefined) test.skip('install.sh on a machine with Webmin: skipped, WEBMIN_ROOT does not name a tree, or this is not root', () => undefined);
else machines.push(['with Webmin and systemd', webminRoot, 'systemd', 'unit', '1'], ['with Webmin and boot scripts', webminRoot, '', 'script', '1']);

(missing === undefined ? describe : describe.skip)('install.sh on a whole machine', () => {
  test.each(machines)('%s', async (_name, webmin, systemd, boot, route) => {
    const lines = await runOn(webmin, systemd);
    expect(lines('installed')).toEqual(running(boot, route, '1'));
    expect(lines('verify').filter((line) => line.startsWith('FAULT'))).toEqual([]);
    expect(lines('verify')).toEqual(expect.arrayContaining(['ok     daemon answers', 'ok     logs in /var/log/unlimited-cluster', 'ok     logs are rotated']));
    expect(lines('upgraded')).toEqual(running(boot, route, '2'));
    expectSite(lines);
    expect(lines('uninstalled')).toEqual(expect.arrayContaining([
      'file /var/lib/unlimited-cluster/token unlimited-cluster 600', 'file /etc/unlimited-cluster unlimited-cluster 750',
      'daemon none', 'route 0', 'boot none', 'command none', 'site none', 'https none',
    ]));
    expect(lines('purged').filter((line) => !/ none$|^route 0$|^user$|^servers 0$/.test(line))).toEqual([]);
    if (systemd === 'systemd') expect(lines('systemctl')).toEqual(expect.arrayContaining(['daemon-reload', expect.stringMatching(/^enable .*unlimited-cluster$/)]));
  }, 520_000);
});
