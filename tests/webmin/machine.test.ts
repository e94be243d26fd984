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

/** A machine of its own is a mount namespace: what install.sh writes goes into memory and is gone at the end. */
const canIsolate = process.getuid?.() === 0
  && spawnSync('unshare', ['--mount', '--pid', '--fork', '--kill-child', '--mount-proc', 'sh', '-c', 'mkdir -p /tmp/uc-probe && mount -t tmpfs tmpfs /tmp/uc-probe && mkdir /tmp/uc-probe/u /tmp/uc-probe/w && mount -t overlay overlay -o lowerdir=/opt,upperdir=/tmp/uc-probe/u,workdir=/tmp/uc-probe/w /opt']).status === 0;
rmSync('/tmp/uc-probe', { recursive: true, force: true });
const missing = !isBuilt ? 'nothing is built' : !canIsolate ? 'a mount namespace needs root and overlayfs' : undefined;
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
  const { stdout, stderr, status } = spawnSync('unshare', ['--mount', '--pid', '--fork', '--kill-child', '--mount-proc', 'sh', join(moduleDirectory, 'tests/webmin/machine/run.sh'), moduleDirectory, file, String(port), webmin, systemd, join(folder, 'lab')], { encoding: 'utf8', timeout: 400_000 });
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
  'daemon unlimited-cluster', `route ${route}`, `boot ${boot}`, 'user /usr/sbin/nologin', 'command there', `servers ${servers}`,
];

const machines: [string, string, 'systemd' | '', string, string][] = [['without Webmin', '', 'systemd', 'unit', '0']];
if (webminRoot === undefined) test.skip('install.sh on a machine with Webmin: skipped, WEBMIN_ROOT does not name a tree, or this is not root', () => undefined);
else machines.push(['with Webmin and systemd', webminRoot, 'systemd', 'unit', '1'], ['with Webmin and boot scripts', webminRoot, '', 'script', '1']);

(missing === undefined ? describe : describe.skip)('install.sh on a whole machine', () => {
  test.each(machines)('%s', async (_name, webmin, systemd, boot, route) => {
    const lines = await runOn(webmin, systemd);
    expect(lines('installed')).toEqual(running(boot, route, '1'));
    expect(lines('verify').filter((line) => line.startsWith('FAULT'))).toEqual([]);
    expect(lines('verify')).toContain('ok     daemon answers');
    expect(lines('upgraded')).toEqual(running(boot, route, '2'));
    expect(lines('uninstalled')).toEqual(expect.arrayContaining([
      'file /var/lib/unlimited-cluster/token unlimited-cluster 600', 'file /etc/unlimited-cluster unlimited-cluster 750',
      'daemon none', 'route 0', 'boot none', 'command none',
    ]));
    expect(lines('purged').filter((line) => !/ none$|^route 0$|^user$|^servers 0$/.test(line))).toEqual([]);
    if (systemd === 'systemd') expect(lines('systemctl')).toEqual(expect.arrayContaining(['daemon-reload', expect.stringMatching(/^enable .*unlimited-cluster$/)]));
  }, 420_000);
});
