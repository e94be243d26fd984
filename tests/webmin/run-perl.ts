import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { copyModule } from './module-copy.ts';
import { writeUsers } from './stand-in/stand-in.ts';

const standIn = fileURLToPath(new URL('./stand-in', import.meta.url));

/** Directories of a Webmin in which parts of the module can be called without any server. */
export class PerlLab {
  readonly directory = mkdtempSync(join(tmpdir(), 'uc-perl-'));
  readonly configDirectory = join(this.directory, 'etc');
  readonly varDirectory = join(this.directory, 'var');
  readonly dataDirectory = join(this.varDirectory, 'modules/unlimited-cluster');
  readonly module = copyModule(join(this.directory, 'unlimited-cluster'));

  constructor() {
    for (const directory of [this.configDirectory, this.dataDirectory]) mkdirSync(directory, { recursive: true });
    writeUsers(this.configDirectory);
    writeFileSync(join(this.configDirectory, 'config'), '');
    writeFileSync(join(this.configDirectory, 'miniserv.conf'), 'port=10000\nsession=1\n');
  }

  /** What some lines of Perl print in the module's directory, its libraries loaded. */
  run(code: string, options: { user?: string; libraries?: readonly string[] } = {}): string {
    const libraries = ['unlimited-cluster-lib.pl', ...options.libraries ?? []].map((name) => `require './${name}';`).join(' ');
    const { stdout, stderr, status } = spawnSync('perl', [`-I${standIn}`, `-I${this.module}`, '-e', `package unlimited_cluster; ${libraries} our (%text, %in, %access); ${code}`], {
      cwd: this.module, encoding: 'utf8',
      env: { ...process.env, WEBMIN_CONFIG: this.configDirectory, WEBMIN_VAR: this.varDirectory, STAND_IN_MODULE: this.module, REMOTE_USER: options.user ?? 'root' },
    });
    if (status !== 0) throw new Error(`perl ended with ${String(status)}: ${stderr}`);
    return stdout;
  }

  remove(): void {
    rmSync(this.directory, { recursive: true, force: true });
  }
}
