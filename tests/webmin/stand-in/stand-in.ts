import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { copyModule } from '../module-copy.ts';
import type { Webmin } from '../webmin.ts';

const here = fileURLToPath(new URL('.', import.meta.url));

/** The configuration directory of a Webmin with three users: root, viewer who only looks, and joe without the module. */
export function writeUsers(configDirectory: string): void {
  mkdirSync(join(configDirectory, 'unlimited-cluster'), { recursive: true });
  writeFileSync(join(configDirectory, 'webmin.acl'), 'root: unlimited-cluster webmin\nviewer: unlimited-cluster\njoe: proc\n');
  writeFileSync(join(configDirectory, 'unlimited-cluster/viewer.acl'), 'noconfig=1\nview=1\nedit=0\nact=0\nclusters=web db\n');
}

/** Runs a copy of this repository's CGIs in a stand-in for miniserv, with everything it writes in a temporary directory. */
export async function startStandIn(config = ''): Promise<Webmin> {
  const lab = mkdtempSync(join(tmpdir(), 'uc-webmin-'));
  const [configDirectory, varDirectory] = [join(lab, 'etc'), join(lab, 'var')];
  const dataDirectory = join(varDirectory, 'modules/unlimited-cluster');
  for (const directory of [configDirectory, dataDirectory]) mkdirSync(directory, { recursive: true });
  writeUsers(configDirectory);
  writeFileSync(join(configDirectory, 'config'), config);
  const child = spawn('perl', [`-I${here}`, join(here, 'miniserv.pl'), copyModule(join(lab, 'unlimited-cluster'))], {
    env: { PATH: process.env['PATH'] ?? '', WEBMIN_CONFIG: configDirectory, WEBMIN_VAR: varDirectory }, stdio: ['ignore', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: child.stdout });
  const [port] = (await once(lines, 'line')) as [string];
  return {
    kind: 'stand-in', port: Number(port), origin: `http://127.0.0.1:${port}`, configDirectory, varDirectory, dataDirectory,
    cookieOf: (user) => Promise.resolve(`sid=${user}.1`),
    async stop() {
      child.kill();
      await once(child, 'exit');
      rmSync(lab, { recursive: true });
    },
  };
}
